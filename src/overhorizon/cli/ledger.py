"""overhorizon show, incidents, claims, search: asking the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from overhorizon.cli.console import Screen, put_line, remark
from overhorizon.cli.options import JsonOption, LimitOption, StoreOption, Then, Which, WhichClaims, takes_groups
from overhorizon.cli.stores import open_ledger, open_linked

if TYPE_CHECKING:
    from overhorizon.store.rows import Found


def register(app: typer.Typer) -> None:
    app.command()(takes_groups(show))
    app.command()(takes_groups(incidents))
    app.command()(takes_groups(claims))
    app.command()(takes_groups(search))


def show(
    id: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="A report (r-...), an incident (e-...) or one of its accounts (i-...), or the beginning of an id."
        ),
    ],
    *,
    then: Then,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Show one report, one incident across reports, or one report's account of it, with all its words.

    A report that was edited is shown with what changed, and when that was first seen. An incident with what its reports come to.

    Example: overhorizon show r-xbetzi
    """
    from rich.console import Group

    from overhorizon.cli.across_view import across_view
    from overhorizon.cli.revision_view import revision_form, revisions_view
    from overhorizon.cli.views import incident_view, report_view
    from overhorizon.export import jsonform
    from overhorizon.gazetteer import Gazetteer
    from overhorizon.runs.assessing import view
    from overhorizon.wording.text import json_line

    wanted, moment = id.strip().lower(), then.moment()
    with open_linked(store) as ledger:
        if wanted.startswith("e-"):
            found = view(ledger.incident(wanted, moment), Gazetteer.load())
            form, screen = jsonform.across_line(found), across_view(found)
        elif wanted.startswith("i-"):
            row = ledger.mention(wanted, moment)
            form, screen = jsonform.incident_line(row.analysis, row.incident), incident_view(row.analysis, row.incident)
        else:
            analysis = ledger.analysis(wanted, moment)
            states = ledger.revisions(analysis.report.id, moment)
            form = {**jsonform.analysis_form(analysis), "revisions": [revision_form(row) for row in states]}
            screen = Group(report_view(analysis), revisions_view(states))
    if as_json:
        put_line(json_line(form))
    else:
        Screen().show(screen)


def incidents(
    *,
    which: Which,
    then: Then,
    mentions: Annotated[bool, typer.Option("--mentions", help="Each report's account for itself, not joined.")] = False,
    limit: LimitOption = 50,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """List incidents across reports, the latest first.

    Each with its type, date, place, range of the killed, perpetrators, a sentence, and how many reports come down to how many
    voices and roots.

    Example: overhorizon incidents --country Mali --type bombing --since 2026-03 --as-of 2026-03-20
    """
    from overhorizon.cli.across_view import across_entry
    from overhorizon.cli.incident_view import incident_entry
    from overhorizon.export import jsonform
    from overhorizon.gazetteer import Gazetteer
    from overhorizon.runs.assessing import view
    from overhorizon.wording.text import json_line

    asked, moment = which.filter(limit=limit), then.moment()
    with open_linked(store) as ledger:
        told = ledger.mentions(asked, moment) if mentions else None
        found = None if mentions else ledger.incidents(asked, moment)
    screen = None if as_json else Screen()
    gazetteer = Gazetteer.load() if found and found.rows else None
    for row in told.rows if told else ():
        if screen is None:
            put_line(json_line(jsonform.incident_line(row.analysis, row.incident)))
        else:
            screen.show(incident_entry(row.analysis, row.incident), "")
    for across in found.rows if found else ():
        assert gazetteer is not None
        incident = view(across, gazetteer)
        if screen is None:
            put_line(json_line(jsonform.across_line(incident)))
        else:
            screen.show(across_entry(incident), "")
    _sum_up(told or found, "incident")


def claims(
    *,
    which_claims: WhichClaims,
    which: Which,
    then: Then,
    limit: LimitOption = 50,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """List claims, the newest first.

    Each with its chain of sources, cue, polarity, certainty and quotation.

    --country, --actor and --type ask for claims about such incidents; --since and --until for days of publication.

    Example: overhorizon claims --speaker army --polarity denies
    """
    from overhorizon.cli.claim_view import claim_entry
    from overhorizon.export import jsonform
    from overhorizon.wording.text import json_line

    asked = which_claims.filter(which, limit=limit)
    with open_ledger(store) as ledger:
        found = ledger.claims(asked, then.moment())
    if as_json:
        for row in found.rows:
            put_line(json_line(jsonform.claim_line(row.analysis, row.claim)))
    else:
        screen = Screen()
        for row in found.rows:
            screen.show(claim_entry(row.analysis, row.claim), "")
    _sum_up(found, "claim")


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORD", help='Words; "quoted ones" stand together, begin* for a beginning.')
    ],
    *,
    then: Then,
    limit: LimitOption = 20,
    as_json: JsonOption = False,
    store: StoreOption = None,
) -> None:
    """Find passages that hold all words, the best first.

    Example: overhorizon search market "claimed responsibility"
    """
    from overhorizon.cli.views import counted, hit_view
    from overhorizon.export import jsonform
    from overhorizon.wording.text import json_line

    with open_ledger(store) as ledger:
        # The shell has taken the quotation marks of what it passes as one word of several.
        hits = ledger.search(
            " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words),
            limit=limit,
            moment=then.moment(),
        )
    if as_json:
        for hit in hits:
            put_line(json_line(jsonform.hit_line(hit.report, hit.passage, hit.marks)))
    else:
        screen = Screen()
        for hit in hits:
            screen.show(hit_view(hit.report, hit.passage, hit.marks), "")
    remark(f"{counted(len(hits), 'passage')}.")


def _sum_up(found: Found[Any] | None, noun: str) -> None:
    """How many there are, and what the answer left out."""
    from overhorizon.cli.views import counted

    assert found is not None
    total = counted(found.total, noun)
    parts = [total if len(found.rows) == found.total else f"{len(found.rows):,} of {total}; --limit shows more"]
    if found.undated:
        parts.append(f"{found.undated:,} without a date could not be placed between the days asked for")
    remark(f"{'. '.join(parts)}.")
