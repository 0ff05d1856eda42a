"""What became of the inputs of one call: counted, and put on screen or in lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from overhorizon.cli.console import Screen, complain, put_line
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.reports import Rejection, Unread

if TYPE_CHECKING:
    from overhorizon.feeds.files import BadInput
    from overhorizon.runs.stream import ReadItem

_VIEWED = 3  # so many reports are shown in full; more are listed


@dataclass(slots=True)
class Tally:
    """Counts of one call. ``reports`` are those that were read, known ones among them."""

    reports: int = 0
    known: int = 0
    incidents: int = 0
    claims: int = 0
    unread: int = 0
    refused: int = 0

    def add(self, item: ReadItem) -> None:
        if item.is_refused:
            self.refused += 1
        elif isinstance(item.result, Unread):
            self.unread += 1
        elif isinstance(item.result, Analysis):
            self.reports += 1
            self.known += item.outcome == "unchanged"
            self.incidents += len(item.result.incidents)
            self.claims += len(item.result.claims)

    @property
    def unusable(self) -> int:
        return self.refused + self.unread

    @property
    def is_empty(self) -> bool:
        return self.reports + self.unusable == 0

    def summary(self) -> str:
        """All counts in one line; those of what went wrong only where something did."""
        from overhorizon.cli.views import counted

        known = f" ({self.known:,} known already)" if self.known else ""
        parts = [f"{counted(self.reports, 'report')} read{known}"]
        parts += [counted(self.incidents, "incident"), counted(self.claims, "claim")]
        parts += [f"{self.refused:,} refused"] if self.refused else []
        parts += [f"{self.unread:,} in a language that is not read"] if self.unread else []
        return f"{', '.join(parts)}."


class Lines:
    """One JSON object for each input, as they come."""

    def add(self, item: ReadItem) -> None:
        from overhorizon.export import jsonform
        from overhorizon.wording.text import json_line

        result = item.result
        if item.is_refused:
            explain(item)
        match result:
            case Analysis():
                form = jsonform.analysis_form(result)
            case Unread():
                form = jsonform.unread_line(result)
            case Rejection():
                form = jsonform.rejection_line(result)
            case _:
                form = jsonform.refusal_line(origin=result.origin, stage="input", reason=result.reason, line=result.line)
        put_line(json_line(form))

    def finish(self) -> None:
        """Nothing is held back."""


class Views:
    """Whole views of a few reports, or a line for each of many. ``full`` is the user's choice; None leaves it to their number."""

    def __init__(self, full: bool | None) -> None:
        self._full = full
        self._held: list[ReadItem] = []
        self._screen = Screen()

    def add(self, item: ReadItem) -> None:
        if item.is_refused or isinstance(item.result, Unread):
            explain(item)
        elif self._full is not None:
            self._show(item, full=self._full)
        else:
            self._held.append(item)
            if len(self._held) > _VIEWED:
                self._full = False
                self._release()

    def finish(self) -> None:
        """Show what was held back until the number of reports was known."""
        self._full = True if self._full is None else self._full
        self._release()

    def _release(self) -> None:
        for item in self._held:
            self._show(item, full=self._full is True)
        self._held.clear()

    def _show(self, item: ReadItem, *, full: bool) -> None:
        from overhorizon.cli.views import report_line, report_view

        if isinstance(item.result, Analysis):
            outcome = item.outcome.value if item.outcome else None
            self._screen.show(report_view(item.result) if full else report_line(item.result, outcome))


def explain(item: ReadItem) -> None:
    """One line on standard error for an input that could not be used."""
    complain(f"{item.origin}: {_reason(item.result)}")


def _reason(result: Analysis | Unread | Rejection | BadInput) -> str:
    match result:
        case Analysis():
            return "forgotten at someone's request; nothing of it was kept"
        case Unread():
            return f"not read: its language is {result.report.language!r}, and only English is read"
        case Rejection():
            return f"{result.reason} (refused at {result.stage})"
        case _:
            return f"line {result.line}: {result.reason}" if result.line else result.reason
