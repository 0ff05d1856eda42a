"""From one analysis to its statements: what finding voices and roots needs of a report, without its text."""

import re
from collections.abc import Iterator

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.claims import Claim, Polarity
from overhorizon.domain.incidents import IncidentMention, Prominence
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.origins import Statement
from overhorizon.domain.sources import Source, SourceKind
from overhorizon.domain.spans import Span, cover
from overhorizon.gazetteer.fold import fold

_QUOTE = re.compile(r"“([^“”\n]{8,600})”|\"([^\"\n]{8,600})\"")
_FEWEST_QUOTED = 4  # words: fewer are a phrase that two speakers may use
_LOOK = 160  # characters around a speaker in which it stands who informed him
_TOLD = r"(?:told|informed|notified|briefed|alerted|contacted)"
_BODY = (
    r"(?P<who>(?:the |a |an |two |three |several |some |senior |local )?(?:[\w'’.&-]+ ){0,4}?(?:officials?|officers?|police|military|army"
    r"|government|ministry|authorities|prosecutors?|soldiers?|commanders?|diplomats?|investigators?|embassy|department|pentagon|doctors?"
    r"|hospital|rebels|militants|group))\b"
)
_INFORMED = re.compile(rf"\b(?:was|were|been|being|had been|having been) {_TOLD}[^.;\n]{{0,40}}? by {_BODY}", re.IGNORECASE)
_INFORMING = re.compile(
    rf"\b{_BODY} (?:had |has |have )?{_TOLD} (?:them|him|her|the (?:family|families|relatives|parents|widow))\b", re.IGNORECASE
)
_PASSIVE = re.compile(rf"\b(?:was|were|is|are|been|being|got) (?:\w+ly )?{_TOLD}\b", re.IGNORECASE)
_KNOWS = re.compile(
    rf"(?:{_BODY}|(?P<name>(?:the )?[A-Z][\w.]*(?: [A-Z][\w.]*){{0,3}})) (?:has |have |had )?(?:since |now |only |first )?"
    r"(?:learn(?:s|ed|t)|concluded?s?|determine[sd]|believe[sd]?|assesse[sd]|knows?|knew|suspect(?:s|ed)?|found out)\b",
    re.IGNORECASE,
)
_PEOPLE = (SourceKind.PRIVATE_PERSON, SourceKind.UNNAMED, SourceKind.UNKNOWN)


def statements(analysis: Analysis) -> tuple[Statement, ...]:
    """The claims of a report, and for each incident what the report says of it in its own voice; in order of the text. Pure."""
    found = [*_cited(analysis), *_own(analysis)]
    return tuple(sorted(found, key=lambda s: (s.anchor, s.id)))


def _cited(analysis: Analysis) -> Iterator[Statement]:
    for claim in analysis.claims:
        if claim.chain:
            where = _countries(analysis, claim.about) or _countries(analysis, _main(analysis))
            yield _statement(analysis, cover(claim.content), claim, where)


def _own(analysis: Analysis) -> Iterator[Statement]:
    for mention in analysis.incidents:
        country = mention.location.country if mention.location else None
        yield _statement(analysis, min(mention.triggers), mention, (country,) if country else ())


def _statement(analysis: Analysis, span: Span, of: Claim | IncidentMention, countries: tuple[str, ...]) -> Statement:
    report, claim = analysis.report, of if isinstance(of, Claim) else None
    when = report.publication
    return Statement(
        anchor=Anchor(report=report.id, start=span.start, end=span.end),
        outlet=report.outlet,
        claim=claim.id if claim else None,
        chain=claim.chain if claim else (),
        about=claim.about if claim else (of.id,),
        first=when.first if when else None,
        last=when.last if when else None,
        country=countries[0] if len(countries) == 1 else None,
        informed_by=_informants(report.text, claim) if claim else (),
        was_informed=bool(claim and _was_informed(report.text, claim)),
        quotes=_quotes(report.text, claim) if claim else (),
        wires=tuple(dict.fromkeys(credit.of(report.text) for credit in report.credits)),
        polarity=claim.polarity if claim else Polarity.ASSERTS,
    )


def _main(analysis: Analysis) -> tuple[str, ...]:
    return tuple(i.id for i in analysis.incidents if i.prominence is Prominence.MAIN)


def _countries(analysis: Analysis, about: tuple[str, ...]) -> tuple[str, ...]:
    """The countries of those incidents that a report places."""
    placed = (i.location.country for i in analysis.incidents if i.id in about and i.location is not None)
    return tuple(sorted({country for country in placed if country is not None}))


def _quotes(text: str, claim: Claim) -> tuple[str, ...]:
    whole = cover(claim.content)
    region = text[max(0, whole.start - 1) : whole.end + 1]
    found = {" ".join(re.findall(r"\w+", fold(m.group(1) or m.group(2)))) for m in _QUOTE.finditer(region)}
    return tuple(sorted(q for q in found if len(q.split()) >= _FEWEST_QUOTED))


def _informants(text: str, claim: Claim) -> tuple[Source, ...]:
    """Who is said, near the speaker, to have told him: his knowledge is theirs. Only people who hold no office have it from others.

    An outlet that tells what an institution learned or believes has it from there.
    """
    speaker = claim.chain[-1]
    if speaker.kind is SourceKind.OUTLET:
        return _knowers(text, claim)
    if speaker.kind not in _PEOPLE:
        return ()
    start, end = max(0, speaker.span.start - _LOOK // 4), speaker.span.end + _LOOK
    for pattern in (_INFORMED, _INFORMING):
        match = pattern.search(text, start, min(end, len(text)))
        if match is not None:
            span = Span(start=match.start("who"), end=match.end("who"))
            return (Source(span=span, words=span.of(text), kind=SourceKind.UNNAMED_OFFICIAL),)
    return ()


def _knowers(text: str, claim: Claim) -> tuple[Source, ...]:
    """Those with whom the content opens, where it tells what they know: an office, or a state or body by its name."""
    first = min(claim.content)
    match = _KNOWS.match(text, first.start, first.end)
    if match is None:
        return ()
    group, kind = ("who", SourceKind.UNNAMED_OFFICIAL) if match["who"] else ("name", SourceKind.GOVERNMENT)
    span = Span(start=match.start(group), end=match.end(group))
    return (Source(span=span, words=span.of(text), kind=kind),)


def _was_informed(text: str, claim: Claim) -> bool:
    """Whether the cue says that the speaker was told: "have been notified of"."""
    return claim.chain[-1].kind in _PEOPLE and any(_PASSIVE.search(span.of(text)) for span in claim.cue)
