"""Claims as a reader of reports wants them: on whose word, through whom, how sure, in which words."""

from rich.console import Group, RenderableType
from rich.text import Text

from overhorizon.cli.incident_view import DIM
from overhorizon.cli.safe import indented, quoted, shown, spaced
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.claims import Certainty, Claim, Polarity
from overhorizon.domain.reports import Report
from overhorizon.domain.scale import Scale, scale_of

_POLARITY_STYLE = {
    Polarity.ASSERTS: "",
    Polarity.DENIES: "red",
    Polarity.IS_SILENT: "yellow",
    Polarity.SAYS_UNKNOWN: "yellow",
    Polarity.WITHHOLDS: "magenta",
}


def claim_item(analysis: Analysis, claim: Claim, *, about: str = "") -> RenderableType:
    """Chain and certainty in a line, the quotation below. ``about`` says what it is about, in the view's own words."""
    report = analysis.report
    head = chain_line(report, claim)
    cue = " ... ".join(span.of(report.text) for span in claim.cue)
    if cue:
        head.append(" ").append_text(quoted(cue, DIM))
    line = spaced("", head, _sureness(claim, report.text), shown(about, DIM))
    return Group(line, indented(quoted(claim.quote(report.text))))


def claim_entry(analysis: Analysis, claim: Claim) -> RenderableType:
    """One claim of a list over many reports."""
    report = analysis.report
    day = report.publication.last.isoformat() if report.publication else "undated"
    return Group(claim_item(analysis, claim), indented(spaced(DIM, day, claim.id, report.id)))


def chain_line(report: Report, claim: Claim) -> Text:
    """From the outlet that we read to the first voice."""
    names = [report.outlet or "outlet unknown", *(source.words for source in claim.chain)]
    if claim.chain and names[0].casefold() == names[1].casefold():
        names.pop(0)
    *via, voice = names
    return Text(" > ", style=DIM).join([*(shown(name) for name in via), shown(voice, "not dim bold")])


def _sureness(claim: Claim, text: str) -> Text:
    line = Text(claim.polarity.value, style=_POLARITY_STYLE[claim.polarity])
    scale = scale_of(claim)
    if scale in (Scale.DENIED, Scale.UNKNOWN):
        return line
    axes = _axes(claim.certainty)
    line.append(f", certainty {scale.value}" if scale is not Scale.UNSTATED else "", style="")
    if not axes:
        return line
    words = Text(", ").join(quoted(span.of(text)) for span in claim.certainty.words)
    return line.append(f" ({axes}) ", style=DIM).append_text(words)


def _axes(certainty: Certainty) -> str:
    likelihood = certainty.likelihood.value if certainty.likelihood else ""
    confidence = f"{certainty.confidence.value} confidence" if certainty.confidence else ""
    return ", ".join(part for part in (likelihood, confidence) if part)
