"""In which language a text is written."""

import re
from functools import cache
from typing import Protocol, cast

# Languages in which conflict is reported; what the identifier may answer. Without the limit, short English texts come out
# as Latin, Volapük or Esperanto.
_LANGUAGES = (
    "af am ar az be bg bn bs ca cs da de el en es et fa fi fr gu ha he hi hr ht hu hy id it ja ka kk km kn ko ku ky "
    "lo lt lv mg mk ml mn mr ms mt my nb ne nl no or pa pl ps pt ro ru rw si sk sl so sq sr sv sw ta te tg th tl tr "
    "ug uk ur uz vi xh yo zh zu"
).split()  # fmt: skip
_ENGLISH = frozenset(
    """the of and to in a that is was were for on with by at from as it said has have had been are an his her their they he she
    who which after not but be will this its or would had against near about when where also between during than more""".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000  # characters
_PLAIN = 0.22  # share of English function words above which no model need be asked; other languages stay below 0.1


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def language_of(text: str) -> str:
    """ISO 639-1 code of a text's main language.

    Function words decide for plain English, however short; py3langid (statistical, offline) decides the rest.
    """
    words = [w.lower() for w in _WORD.findall(text[:_SAMPLE])]
    if words and sum(w in _ENGLISH for w in words) >= _PLAIN * len(words):
        return "en"
    code = _identifier().classify(text[:_SAMPLE])[0]
    return {"nb": "no"}.get(code, code)


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    known = set(identifier.labels)
    identifier.set_languages([code for code in _LANGUAGES if code in known])
    return cast(_Identifier, identifier)
