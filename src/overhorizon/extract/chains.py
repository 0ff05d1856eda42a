"""From the outlet to the first voice: the links that a source phrase and the words around its cue name.

A medium is no link: "in a statement by X" is X, "a report in the Y" is the outlet Y. A document is one: "a report by Z", when Z
is no outlet, stays the document, and what cites it stands before it.
"""

import re
from collections.abc import Iterator

from overhorizon.domain.spans import Span
from overhorizon.extract.speakers import is_document, is_outlet

_LONGEST = 400  # characters of a source phrase that are read; what is longer is a list or an error of the tagger
_ADVERBS = r"(?:(?:first|later|previously|also|reportedly|since) )?"
_CITED = re.compile(
    rf"^(?P<first>.+?),? (?:(?:that|which|who) )?(?:as |was |were |and |is |are )?{_ADVERBS}"
    r"(?P<how>cited|quoted|seen|obtained|reviewed|viewed|examined|carried|relayed|reported|interviewed|contacted"
    r"|shared|aired|published|released|posted|leaked)"
    r" (?:(?:in|by|to|with|on) )+(?P<via>.+)$", re.S
)  # fmt: skip
_ALWAYS_RELAYS = frozenset(
    "cited quoted seen obtained reviewed viewed examined carried relayed reported interviewed contacted aired".split()
)
_QUOTED = re.compile(r"^(?P<via>.+?) (?:has |have )?(?:quoted|cited|quotes|cites) (?P<first>.+)$", re.S)
_CITING = re.compile(
    r"^(?P<via>.+?),? (?:citing|quoting|which (?:cited|quoted|cites|quotes)|who (?:cited|quoted)) (?P<first>.+)$", re.S
)
_MEDIUM = re.compile(
    r"^(?:(?:a|an|the|its|his|her|their) )?(?:[\w-]+ ){0,3}?(?:statement|communiqu[eé]|press release|message|post"
    r"|tweet|interview|speech|remarks|comments|briefing|announcement|claim|news conference|television address)"
    r"s?,?(?: (?:that was )?(?:made|issued|released|posted|published|read out|put out|attributed|late|on \w+day"
    r"|on \w+))*(?: (?:by|from|of|with|to|attributed to)) (?P<by>.+)$", re.S
)  # fmt: skip
_REPORT_OF = re.compile(
    r"^(?:(?:a|an|the|its|one|another) )?(?:[\w-]+ ){0,3}?(?:reports?|story|stories|article|investigation|account"
    r"|piece|dispatch|analysis|coverage|reporting|list|tally|count)"
    r"(?: (?:published|broadcast|carried|aired|posted|run|released|made))*(?: (?:on \w+day|this week"
    r"|last week))?(?: (?:in|by|from|on|of|for)) (?P<by>.+)$", re.S
)  # fmt: skip
_OWN_REPORT = re.compile(
    r"(?:['’]s?)? (?:[\w-]+ ){0,2}?(?:reports?|reporting|story|article|investigation|coverage|dispatch|count|tally"
    r"|correspondents?|journalists?|reporters?)\b"
)
_CUT = re.compile(
    r",? (?:who|which|whose) .*$|,? (?:speaking|talking|asking|requesting|insisting) (?:on|to|under|not|anonymity|in"
    r"|at|with|from)\b.*$|,? (?:on|under) (?:the )?condition of .*$|,? that (?:was|were|has|have|had) .*$", re.S
)  # fmt: skip
_DAY = re.compile(r",? (?:(?:late|early|later|earlier) )?on (?:\w+ )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: \w+)?$")
_RELAY = re.compile(
    r"\b(?:told|tells|telling|informed|speaking (?:to|with|on)|spoke (?:to|with)|interviewed by|(?:an?|his|her|their"
    r"|its|the) (?:[\w-]+ ){0,3}?(?:interview|comments?|remarks|statement|message|call|e-?mail|briefing|interviews)"
    r" (?:(?:that was )?(?:carried|published|broadcast|aired|cited|quoted|reported|seen|obtained|sent|given|run"
    r"|posted|released) )?(?:with|to|for|on|by)|interviews? (?:with|to)|(?:comments|remarks) (?:to|carried by"
    r"|published by|broadcast on)"
    r"|(?:as )?(?:was |were )?(?:quoted|cited)(?: as saying)? (?:by|in)|(?:carried|published|reported|seen|reviewed"
    r"|obtained|relayed|aired) by|as saying by|(?:said|confirmed|wrote|added|spoke) (?:to|in|on))\s+"
)  # fmt: skip
_QUOTING = re.compile(
    r"\b(?:citing|quoting|which cited|which quoted|who cited) (?P<first>[^,;.]{3,120}?)(?=(?: (?:as saying"
    r"|as reporting|on|in|and said|and reported|said|reported))?(?:[,;.]| that\b|$| (?:on|as) ))"
)
_ASIDE = re.compile(r",? (?:at|on|in|this|last|earlier|late|after|during) ")
_OUTLET_WORDS = re.compile(r"(?:(?:the|a|an|its|our|state|local|this) )?(?:[\w.'’&/-]+ ?){1,7}")
_ENDS = re.compile(
    r"[,;:“”\"()]|\.(?= |$)| (?:that|on|in|at|by|after|when|as|the|he|she|they|it|there|his|her|from|during|late"
    r"|early|about|and|but|while)\b",
    re.I,
)


def links(text: str, span: Span) -> tuple[Span, ...]:
    """The sources that one source phrase names, the one nearest to the outlet first. Never empty: at least the phrase itself."""
    span = trimmed(text, span)
    words = span.of(text)
    if len(words) > _LONGEST:
        return (span,)
    if (m := _CITING.match(words)) and not is_document(m["via"]):
        return (*links(text, _part(span, m, "via")), *links(text, _part(span, m, "first")))
    if (m := _QUOTED.match(words)) and is_outlet(m["via"]):
        return (*links(text, _part(span, m, "via")), *links(text, _part(span, m, "first")))
    m = _CITED.match(words)
    if m is not None and (m["how"] in _ALWAYS_RELAYS or any(is_outlet(s.of(text)) for s in links(text, _part(span, m, "via")))):
        return (*links(text, _part(span, m, "via")), *links(text, _part(span, m, "first")))
    m = _MEDIUM.match(words)
    if m is not None:
        return links(text, _part(span, m, "by"))
    named = outlet_at(text, span.start, span.end)
    if named is not None and (_OWN_REPORT.match(text, named.end, span.end) or _ASIDE.match(text, named.end, span.end)):
        return (named,)
    m = _REPORT_OF.match(words)
    if m is not None and is_outlet(m["by"]):
        return (_part(span, m, "by"),)
    if m is not None and (inner := links(text, _part(span, m, "by")))[:-1]:
        return (*inner[:-1], Span(start=span.start, end=inner[-1].end))
    return (span,)


def _part(span: Span, m: re.Match[str], group: str) -> Span:
    return Span(start=span.start + m.start(group), end=span.start + m.end(group))


def trimmed(text: str, span: Span) -> Span:
    """Without relative clauses, terms of anonymity, quotation marks and stray punctuation."""
    words = span.of(text)
    cut = None if _CITED.match(words) or _CITING.match(words) else _CUT.search(words)
    end = cut.start() if cut and cut.start() > 0 else len(words)
    while end > 1 and words[end - 1] in ' ,;:.“"(—–-' and not re.search(r"\b[A-Z]\.$", words[:end]):
        end -= 1
    start = 0
    while start < end - 1 and words[start] in ' ,;:”)“"—–-':
        start += 1
    day = _DAY.search(words[start:end])
    if day and day.start() > 0:
        end = start + day.start()
    possessive = re.search(r"(?<=\w)['’]s$", words[start:end])
    if possessive and start + possessive.start() > start:
        end = start + possessive.start()
    return Span(start=span.start + start, end=span.start + end)


def relays(text: str, region: Span) -> Iterator[Span]:
    """Outlets to which, or through which, somebody speaks in the words around a cue: "told the X", "in an interview with Y"."""
    for m in _RELAY.finditer(text, region.start, region.end):
        found = outlet_at(text, m.end(), region.end)
        if found is not None:
            yield found


def outlet_at(text: str, start: int, limit: int) -> Span | None:
    """The medium whose name begins at ``start``, if one does."""
    m = _OUTLET_WORDS.match(text, start, min(limit, start + 90))
    if m is None:
        return None
    phrase = m.group()
    cut = next((c for c in _ENDS.finditer(phrase) if c.start() > 0), None)
    words = (phrase[: cut.start()] if cut else phrase).rstrip(" .'’-")
    while words:
        if is_outlet(words):
            article = 2 if words.startswith(("a ", "A ")) else 0
            return Span(start=start + article, end=start + len(re.sub(r"['’]s?$", "", words)))
        words = words.rpartition(" ")[0]
    return None


def quoted_voice(text: str, region: Span) -> Span | None:
    """Whom an outlet cites beside its own cue: "X reported, citing two officials"."""
    m = _QUOTING.search(text, region.start, region.end)
    return trimmed(text, Span(start=m.start("first"), end=m.end("first"))) if m else None
