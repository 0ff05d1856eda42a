"""Words that look like times and are names or numbers: "the March 23 Movement", "the Daily News", "Flight 1990"."""

import re
from typing import Final

from overhorizon.extract.times.scan import Piece

_NAME_BEHIND: Final = re.compile(
    r"\s{1,2}(?:(?:of\s)?[A-Z][\w’'-]+\s){0,2}(?:Movement|Organi[sz]ation|Brigades?|Battalion|Revolution(?:ary)?|Front|Army|Agreement|Accords?|"
    r"Party|Group|Martyrs|Massacre|Protocol|Committee|Coalition|Alliance|Square|Bridge|Street|Avenue|University|Stadium|Hospital|"
    r"Times|Telegraph|Herald|News|Mail|Post|Express|Mirror|Star|Sun|Tribune|Chronicle|Gazette|Observer|Magazine|Review|Night\sFootball)\b"
)
_MOVEMENT_BEHIND: Final = re.compile(r"\s(?:group|movement|organi[sz]ation|coalition|alliance|faction|bloc)\b")
_NAME_BEFORE: Final = re.compile(
    r"\b(?:(?:Black|Bloody|Ash|Palm|Super|Cyber|Girl|Joe|Wednesday\sand)\s|(?:Section|Article|Room|Flight|Route|Highway|Model|No\.|Resolution|"
    r"Unit|Channel|Boeing|Airbus|Class\sof|Windows|Office)\s)$"
)
_CALENDAR_WORD: Final = frozenset({"day", "month", "weekday", "year", "holiday", "set", "season", "spelled year"})
_MONEY_BEHIND: Final = re.compile(r"\s(?:pence|yen|marks|francs|lire|rupees|won|afghanis|dinars|shillings|naira)\b")


def is_name(text: str, piece: Piece) -> bool:
    """Whether a piece of the grammar is part of a name or of a number of something else."""
    if piece.rule not in _CALENDAR_WORD:
        return False
    if piece.rule == "year" and _MONEY_BEHIND.match(text, piece.end):
        return True
    if _NAME_BEFORE.search(text, max(0, piece.start - 16), piece.start):
        return True
    if not text[piece.start : piece.end].split()[-1][0].isupper() and not _is_day_of_month(piece):
        return False
    if _NAME_BEHIND.match(text, piece.end):
        return True
    return _is_day_of_month(piece) and _MOVEMENT_BEHIND.match(text, piece.end) is not None


def _is_day_of_month(piece: Piece) -> bool:
    base = piece.expression.base
    return len(base) == len("XXXX-03-23") and base[5].isdigit()
