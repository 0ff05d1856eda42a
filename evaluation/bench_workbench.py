"""How long the workbench takes to answer: every view, by so many clients at once, on a ledger that is there.

Clients ask one after the other, without a pause, for views of other incidents, reports and days each time; what was answered before
and has not changed comes from memory, as it does in use. The server is a process of its own; the clients share this one.

python -m evaluation.bench_workbench FILE --clients 20 --requests 2000
"""

import argparse
import json
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from http.client import HTTPConnection
from typing import Any, Final
from urllib.parse import urlencode

_READY: Final = re.compile(r"http://127\.0\.0\.1:(\d+)/")


class Views:
    """Addresses of every view, of things that the ledger holds."""

    def __init__(self, port: int, pages: bool) -> None:
        self._incidents = _get(port, "/api/v1/incidents?limit=200")["rows"]
        reports = _get(port, "/api/v1/reports?limit=200")["rows"]
        self._reports = [row["id"] for row in reports]
        self._countries = sorted({row["country"] for row in self._incidents if row["country"]})
        self._pages = pages

    def one(self, chance: random.Random) -> tuple[str, str]:
        """The name of a view, and an address of it."""
        incident = chance.choice(self._incidents)
        day = incident["first_known"]
        country = urlencode({"country": chance.choice(self._countries)}) if self._countries else ""
        api = {
            "incidents": f"/api/v1/incidents?{country}",
            "incident": f"/api/v1/incidents/{incident['id']}",
            "incident, as of a day": f"/api/v1/incidents/{incident['id']}?as_of={day}",
            "why": f"/api/v1/incidents/{incident['id']}/why",
            "report": f"/api/v1/reports/{chance.choice(self._reports)}",
            "reports": f"/api/v1/reports?since={day}",
            "claims": f"/api/v1/claims?{country}",
            "places": f"/api/v1/places?{country}",
            "search": f"/api/v1/search?q={chance.choice(('bridge', 'market', 'police', 'mosque', 'roadside'))}",
            "status": "/api/v1/status",
        }
        pages = {
            "page: theatre": f"/?{country}",
            "page: incident": f"/incident/{incident['id']}",
            "page: incident, as of a day": f"/incident/{incident['id']}?as_of={day}",
            "page: report": f"/report/{chance.choice(self._reports)}",
            "page: search": f"/search?q={chance.choice(('bridge', 'market', 'police'))}",
            "page: actors": "/actors",
            "page: alerts": "/alerts",
            "page: review": "/review",
            "page: status": "/status",
        }
        return chance.choice(sorted((pages if self._pages else api).items()))


def _get(port: int, path: str) -> Any:
    connection = HTTPConnection("127.0.0.1", port, timeout=600)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status} {body[:200]!r}")
    return json.loads(body)


def _client(port: int, views: Views, requests: int, seed: int, took: dict[str, list[float]]) -> None:
    chance = random.Random(seed)
    connection = HTTPConnection("127.0.0.1", port, timeout=600)
    for _ in range(requests):
        name, path = views.one(chance)
        started = time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        took[name if answer.status == 200 else f"{name}: {answer.status}"].append(time.perf_counter() - started)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--pages", action="store_true", help="the pages instead of the API")
    given = parser.parse_args()
    command = [sys.executable, "-m", "overhorizon", "serve", "--store", given.file, "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)  # noqa: S603  # our own command
    try:
        assert server.stderr is not None
        found = next(match for line in server.stderr if (match := _READY.search(line)))
        port = int(found.group(1))
        started = time.perf_counter()
        views = Views(port, given.pages)
        print(f"first answer after {time.perf_counter() - started:.2f} s")
        took: defaultdict[str, list[float]] = defaultdict(list)
        each = max(1, given.requests // given.clients)
        clients = [threading.Thread(target=_client, args=(port, views, each, seed, took)) for seed in range(given.clients)]
        started = time.perf_counter()
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        total = time.perf_counter() - started
        print(f"{sum(map(len, took.values())):,} requests by {given.clients} clients in {total:.1f} s")
        for name, times in sorted(took.items()):
            ordered = sorted(times)
            high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
            print(f"{name:30} {len(times):5}  median {statistics.median(times) * 1000:7.0f} ms  p95 {high * 1000:7.0f} ms")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
