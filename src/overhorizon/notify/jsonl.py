"""A file of alerts, one JSON object a line: appended, on the disk before it counts, and no alert twice."""

import json
import os
from pathlib import Path
from typing import BinaryIO

from overhorizon.export.jsonform import alert_line
from overhorizon.notify.files import checked, retried, sync_folder
from overhorizon.notify.messages import Dispatch
from overhorizon.wording.text import json_line


class JsonLinesChannel:
    """Appends the form of `alerts --json`, with ``key`` beside it. A line that a crash has cut is taken away."""

    def __init__(self, file: Path) -> None:
        self._file = checked(file)
        self._keys: set[str] | None = None

    def send(self, dispatch: Dispatch) -> None:
        with retried(self._file):
            is_new = not self._file.exists()
            with self._file.open("a+b") as stream:
                _mend_end(stream)
                known = _keys(stream) if self._keys is None else self._keys
                self._keys = None  # until this is on the disk, the file alone knows what it holds
                fresh = [d for d in dispatch.deliveries if d.key not in known]
                lines = [json_line({**alert_line(d.alert), "key": d.key}) for d in fresh]
                stream.write("".join(f"{line}\n" for line in lines).encode())
                stream.flush()
                os.fsync(stream.fileno())
            if is_new:
                sync_folder(self._file.parent)
        self._keys = known | {d.key for d in fresh}

    def describe(self) -> str:
        return f"JSON Lines in {self._file}"


def _mend_end(stream: BinaryIO) -> None:
    """Every line ends. The last one, without an end, is whole but for that, or was cut: then it goes, and is written again."""
    end = stream.seek(0, os.SEEK_END)
    if end == 0:
        return
    stream.seek(end - 1)
    if stream.read(1) == b"\n":
        return
    stream.seek(0)
    last = b""
    for line in stream:
        last = line
    if _key(last) is not None:
        stream.write(b"\n")
    else:
        stream.truncate(end - len(last))


def _keys(stream: BinaryIO) -> set[str]:
    stream.seek(0)
    return {key for key in map(_key, stream) if key is not None}


def _key(line: bytes) -> str | None:
    """The key of a line of ours; None for any other."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    key = value.get("key") if isinstance(value, dict) else None
    return key if isinstance(key, str) else None
