"""What pages and JSON ask of the ledger: one place, in the words of the domain."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import Depends, Query, Request

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.history import NOW, Moment
from overhorizon.domain.views import IncidentView
from overhorizon.gazetteer import Gazetteer
from overhorizon.runs.assessing import view
from overhorizon.store.ledger import Ledger
from overhorizon.web.options import WebOptions
from overhorizon.web.overview import Overview, Overviews
from overhorizon.web.problems import NotThere
from overhorizon.wording import parse


class Asking:
    """One for the application, safe to ask from several threads. Each question is one transaction of the ledger."""

    def __init__(self, ledger: Ledger, options: WebOptions, gazetteer: Gazetteer) -> None:
        self.ledger = ledger
        self.options = options
        self.gazetteer = gazetteer
        self._overviews = Overviews(ledger)

    def version(self) -> str:
        """Changes whenever an answer may have changed."""
        return self.ledger.version()

    def overview(self, moment: Moment = NOW) -> Overview:
        """All incidents in a few facts each."""
        return self._overviews.at(moment)

    def incident(self, name: str, moment: Moment = NOW) -> IncidentView:
        """Raises NotThere where no incident, or several, are meant."""
        with named():
            row = self.ledger.incident(name, moment)
        return view(row, self.gazetteer)

    def report(self, name: str, moment: Moment = NOW) -> Analysis:
        """Raises NotThere where no report, or several, are meant, or it is one that is not read."""
        with named():
            return self.ledger.analysis(name, moment)


@contextmanager
def named() -> Iterator[None]:
    """Around looking up what an address names."""
    try:
        yield
    except InvalidInput as error:
        raise NotThere(str(error)) from error


def asking(request: Request) -> Asking:
    found: Asking = request.app.state.asking
    return found


def moment(
    as_of: Annotated[str | None, Query(description="Only reports that existed on this day: 2026-03-14, 2026-03 or 2026.")] = None,
    known_at: Annotated[str | None, Query(description="Only what had been read and judged by then: a day or an instant.")] = None,
) -> Moment:
    """Raises InvalidInput for what is no date. An empty field of a form asks nothing."""
    day = parse.days(as_of, "as_of")[1] if as_of else None
    return Moment(as_of=day, known_at=parse.instant(known_at or None, "known_at"))


Ask = Annotated[Asking, Depends(asking)]
At = Annotated[Moment, Depends(moment)]
