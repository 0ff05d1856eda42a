"""Content ids: the same thing has the same id, on every machine and in every order of arrival."""

import base64
import hashlib

_LENGTH = 20  # base32 characters: 100 bits, so that a billion ids collide with probability below 1e-12


def digest(*parts: str | bytes) -> str:
    """SHA-256 over length-prefixed parts, in hexadecimal (64 characters).

    The prefix keeps ("ab", "c") and ("a", "bc") apart.
    """
    h = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        h.update(len(data).to_bytes(8, "big"))
        h.update(data)
    return h.hexdigest()


def short_id(prefix: str, *parts: str | bytes) -> str:
    """A readable id such as ``r-5k3v...``: prefix, hyphen, 20 lower-case base32 characters."""
    raw = bytes.fromhex(digest(prefix, *parts))
    return f"{prefix}-{base64.b32encode(raw).decode('ascii').lower()[:_LENGTH]}"
