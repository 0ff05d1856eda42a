"""Bytes to text that is safe to store and to show. After this the text is never rewritten."""

import codecs
import re
import unicodedata

from overhorizon.domain.errors import SkipItem

STAGE = "clean"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark opens it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE
)
# Python's own encodings for other ends: no page is in them, and some take quadratic time.
_NO_CHARSETS = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "utf_7", "mbcs", "oem"})
_LONGEST = 200_000  # characters: thirty times a long report
_HEAD_BYTES = 4096  # where a browser, too, looks for a charset
_FOREIGN_SHARE = 0.3  # more accented characters than this among the letters: not Windows-1252 but something undeclared

# The bytes 0x80 to 0x9f in Windows-1252; the five that it leaves undefined stay control characters.
_WESTERN = {i: bytes([i]).decode("cp1252", "ignore") or chr(i) for i in range(0x80, 0xA0)}
# "â€™" for an apostrophe: UTF-8 that was once read as Windows-1252.
_MOJIBAKE = re.compile(r"[ÂÃ][\u0080-\u00bf‘’“”€™œš]|â[€\u0080][\u0080-\u00bf‘’“”€™œšžŸ˜¦¢¬¡–—\u2000-\u203a]")
_ESCAPE_SEQUENCE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b\x9c\n]{0,500}(?:\x07|\x1b\\|\x9c)|[ -/]*[0-~])|\x9b[0-?]*[ -/]*[@-~]"
)
_LINE_BREAK = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_JOINER = re.compile(
    r"(?<![\u0250-\U0010ffff])[\u200c\u200d]"
)  # needed between letters of Persian or Hindi, a trick between Latin ones
_MARK = r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_MARKS = re.compile(f"({_MARK}{{4}}){_MARK}+")  # stacked accents, which hide a word
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_GAPS = re.compile(r"\n{3,}")
_INVISIBLE = frozenset({"Cc", "Cf", "Cn", "Zl", "Zp"})


def decode(content: bytes, *, markup: bool = False, charset: str | None = None) -> str:
    """The characters of an input: byte-order mark, then UTF-8, then the charset that came with it (``charset``, as HTTP names it),
    then the one that markup declares, then Windows-1252.

    UTF-8 comes before a declaration because bytes that happen to be valid UTF-8 are UTF-8; declarations are often stale. A
    few broken bytes in text that is otherwise UTF-8 become U+FFFD. Raises SkipItem when nothing fits.
    """
    for mark, codec in _BOMS:
        if content.startswith(mark):
            return content.decode(codec, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _as(content, charset) if charset else None
    if declared is None and markup:
        declared = _declared(content)
    if declared is not None:
        return declared
    lenient = content.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    if sum(not c.isascii() for c in lenient) >= 5 * broken:
        return lenient
    western = content.decode("latin-1").translate(_WESTERN)
    letters = sum(map(str.isalpha, western))
    accented = sum(c.isalpha() and not c.isascii() for c in western)
    if _is_noise(western) or accented > _FOREIGN_SHARE * letters:
        raise SkipItem(STAGE, "the bytes are in no encoding that it declares, nor in UTF-8 or Windows-1252; save it as UTF-8")
    return western


def _is_noise(text: str) -> bool:
    controls = sum(unicodedata.category(c) == "Cc" and c not in "\n\r\t\f\x1b" for c in text[:65536])
    return controls > 0.02 * min(len(text), 65536)


def _declared(content: bytes) -> str | None:
    found = _CHARSET.search(content[:_HEAD_BYTES])
    return _as(content, found.group(1).decode("ascii")) if found else None


def _as(content: bytes, charset: str) -> str | None:
    """The characters by a charset; None where there is no such charset of the web, or the bytes are not in it."""
    try:
        name = codecs.lookup(charset).name
        if name.replace("-", "_") in _NO_CHARSETS:
            return None
        # A page that declares Latin-1 means Windows-1252 (WHATWG encoding standard).
        return content.decode("cp1252" if name == "iso8859-1" else name)
    except (LookupError, ValueError):
        return None


def tidy(text: str) -> str:
    """Text without anything that a terminal obeys or a reader cannot see, in NFC, with "\\n" line breaks.

    Removed: terminal escape sequences, control and format characters (bidirectional overrides, zero-width characters, soft
    hyphens). Lone surrogates become U+FFFD. All kinds of space become " ". At most one blank line in a row. Text that was
    decoded twice ("â€™") is repaired, line by line, where the repair is exact. ``tidy(tidy(x)) == tidy(x)``.
    """
    text = _LINE_BREAK.sub("\n", _ESCAPE_SEQUENCE.sub("", text))
    if _MOJIBAKE.search(text):
        text = "\n".join(_repaired(line) for line in text.split("\n"))
    text = _JOINER.sub("", text)
    odd = {c for c in set(text) if not (c.isascii() and c.isprintable()) and c not in "\n\t"}
    text = text.translate({ord(c): kept for c in odd if (kept := _kept(c)) != c})
    text = unicodedata.normalize("NFC", _MARKS.sub(r"\1", text))
    return _GAPS.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()


def refuse_too_long(text: str) -> None:
    """Raises SkipItem for what no article is as long as."""
    if len(text) > _LONGEST:
        raise SkipItem(STAGE, f"a text of {len(text):,} characters is no report; at most {_LONGEST:,} are read: split it")


def without_escapes(text: str) -> str:
    """Text without terminal escape sequences and without the characters that XML forbids."""
    return _NO_XML.sub("", _ESCAPE_SEQUENCE.sub("", text))


def one_line(text: str, limit: int = 300) -> str:
    """Text from outside as one safe, bounded line: for origins, outlets and reasons."""
    line = " ".join(tidy(text[: 20 * limit]).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _kept(char: str) -> str:
    category = unicodedata.category(char)
    if char in "\u200c\u200d":
        return char
    if category == "Cs":
        return "\ufffd"
    if category == "Zs":
        return " "
    return "" if category in _INVISIBLE else char


def _repaired(line: str) -> str:
    if not _MOJIBAKE.search(line):
        return line
    try:
        raw = b"".join(c.encode("latin-1") if "\x80" <= c <= "\x9f" else c.encode("cp1252") for c in line)
        return raw.decode("utf-8")
    except UnicodeError:
        return line
