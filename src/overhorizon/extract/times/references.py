"""The grammar of references that name no time of the calendar: "now", "recently", "the near future"."""

import re
from collections.abc import Iterable
from typing import Final

from overhorizon.extract.numbers import NUMBER
from overhorizon.extract.times.expressions import TimeExpression
from overhorizon.extract.times.scan import Piece, Rule, TimeKind, rule
from overhorizon.extract.times.words import S

_REFERENCES: Final = {
    "now": "PRESENT_REF", "right now": "PRESENT_REF", "currently": "PRESENT_REF", "current": "PRESENT_REF",
    "at present": "PRESENT_REF",
    "recently": "PAST_REF", "more recently": "PAST_REF", "the past": "PAST_REF", "the future": "FUTURE_REF",
    "the near future": "FUTURE_REF", "the recent past": "PAST_REF",
    "these days": "PRESENT_REF", "nowadays": "PRESENT_REF",
    "the present": "PRESENT_REF", "presently": "PRESENT_REF", "lately": "PAST_REF", "long ago": "PAST_REF", "not long ago": "PAST_REF",
    "a long time ago": "PAST_REF", "some time ago": "PAST_REF", "a while ago": "PAST_REF", "awhile ago": "PAST_REF",
    "a generation ago": "PAST_REF", "moments ago": "PAST_REF", "moments later": "PAST_REF", "the other day": "PAST_REF",
    "the distant past": "PAST_REF", "someday": "FUTURE_REF",
    "the not-too-distant future": "FUTURE_REF", "the immediate future": "FUTURE_REF",
}  # fmt: skip


def _reference(match: re.Match[str]) -> Iterable[Piece]:
    words = " ".join(match.group().lower().split())
    if words.endswith("recently") and match.string.startswith(" as ", match.end()):
        return  # "as recently as last month"
    if words == "long ago" and match.string.endswith(("that ", "so "), 0, match.start()):
        return
    if words == "the past" and _COUNTED.match(match.string, match.end()):
        return  # "the past three summers"
    base = _REFERENCES[words]
    yield Piece(start=match.start(), end=match.end(), expression=TimeExpression(base=base), kind=TimeKind.DATE, rule="reference")


_COUNTED: Final = re.compile(rf"{S}(?:{NUMBER}|few|several|couple)\b", re.IGNORECASE)

RULES: tuple[Rule, ...] = (
    rule("reference", " ".join({w.split()[0] for w in _REFERENCES}),
    "(?:" + "|".join(sorted(_REFERENCES, key=len, reverse=True)).replace(" ", S) + r")\b(?!-)", _reference),
)  # fmt: skip
