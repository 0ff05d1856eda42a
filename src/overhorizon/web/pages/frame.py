"""What every page is made with: what it may ask, the templates, links that keep the moment, and the escaping of hostile text."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from fastapi import Request
from fastapi.responses import Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from overhorizon.domain.history import Moment
from overhorizon.domain.spans import Span
from overhorizon.web.caching import answered
from overhorizon.web.security import asker
from overhorizon.wording.text import without_unsafe
from overhorizon.wording.values import count_words, country_name, location_words, publication_words, when_words

VIEWS = (
    ("/", "Theatre", "t"),
    ("/search", "Search", "s"),
    ("/actors", "Actors", "c"),
    ("/alerts", "Alerts", "a"),
    ("/watches", "Watches", "w"),
    ("/brief", "Brief", "b"),
    ("/review", "Review", "r"),
    ("/status", "Status", "u"),
)
"""Address, name and letter (after g) of the views in the head of each page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Addresses of pages, each with the moment that the page is asked at."""

    moment: Moment

    def __call__(self, path: str, **query: object) -> str:
        """A path with what is asked there; empty values are left out."""
        asked = {"as_of": self.moment.as_of, "known_at": self.moment.known_at} | query
        kept = {name: str(value) for name, value in asked.items() if value not in (None, "", 0)}
        return path + (f"?{urlencode(kept)}" if kept else "")

    def incident(self, name: str) -> str:
        return self(f"/incident/{quote(name, safe='')}")

    def actor(self, name: str) -> str:
        return self(f"/actor/{quote(name, safe='')}")

    def report(self, name: str) -> str:
        return self(f"/report/{quote(name, safe='')}")

    def words(self, report: str, span: Span) -> str:
        """To the exact words: the report's page with them marked."""
        path = f"/report/{quote(report, safe='')}"
        return self(path, mark=f"{span.start}-{span.end}") + "#mark"

    def now(self, path: str, **query: object) -> str:
        """The same page as it stands now."""
        return Links(moment=Moment())(path, **query)


def safe_address(address: str | None) -> str | None:
    """An address that a link may lead to: http or https with a host; None for all others (javascript:, data:, ...)."""
    if not address or without_unsafe(address).strip() != address:
        return None
    try:
        parts = urlsplit(address)
        has_host = bool(parts.hostname)
    except ValueError:
        return None
    return address if parts.scheme.lower() in ("http", "https") and has_host else None


def data_element(name: str, value: object) -> Markup:
    """Data for a script, as an element that is never executed; nothing in it can end the element."""
    body = json.dumps(_shown(value), ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    escaped = body.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return Markup(f'<script type="application/json" id="{name}">{escaped}</script>')  # noqa: S704  # escaped just above


def _printed(value: object) -> object:
    """What a template prints, without what hides or reverses text. What is markup already was made from what was printed so."""
    if isinstance(value, Markup) or value is None or isinstance(value, int | float):
        return value
    return without_unsafe(str(value))


def _shown(value: Any) -> Any:
    """Data for a script, without what hides or reverses text."""
    if isinstance(value, str):
        return without_unsafe(value)
    if isinstance(value, dict):
        return {_shown(k): _shown(v) for k, v in value.items()}
    return [_shown(v) for v in value] if isinstance(value, list | tuple) else value


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """A number with its noun: "1 report", "1,204 reports"."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


@cache
def environment() -> Environment:
    """The templates: everything is escaped, nothing undefined is passed over."""
    made = Environment(
        loader=PackageLoader("overhorizon.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        counted=counted,
        safe_address=safe_address,
        when=when_words,
        location=location_words,
        published=publication_words,
        country=country_name,
        count=count_words,
    )
    made.globals.update(views=VIEWS, data=data_element)
    return made


@cache
def built() -> Mapping[str, str]:
    """The addresses of what was built from `frontend`, by entry; empty where it could not be built: pages work without."""
    manifest = files("overhorizon.web").joinpath("static", "manifest.json")
    if not manifest.is_file():
        return {}
    entries = json.loads(manifest.read_text(encoding="utf-8"))
    return {entry["name"]: f"/static/{entry['file']}" for entry in entries.values() if entry.get("isEntry")}


def page(request: Request, template: str, moment: Moment, make: Callable[[], Mapping[str, Any]]) -> Response:
    """A page from its template and its values, which are made where the ledger has changed since they were made last."""

    def written() -> bytes:
        body = environment().get_template(template).render(
            link=Links(moment=moment), moment=moment, path=request.url.path, query=request.query_params, built=built(),
            who=asker(request), **make(),
        )  # fmt: skip
        return body.encode("utf-8", "replace")

    return answered(request, written, media_type="text/html; charset=utf-8")
