"""A JSON record to a draft."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from overhorizon.clean.dates import declared
from overhorizon.clean.draft import Draft, canonical_address, headed
from overhorizon.clean.html import read_html
from overhorizon.clean.text import STAGE, one_line, refuse_too_long, tidy
from overhorizon.domain.errors import SkipItem
from overhorizon.domain.reports import Publication, PublicationBasis

ADDRESS = ("url", "link", "address", "canonical_url", "uri")
OUTLET = ("publisher", "outlet", "source", "site", "sitename", "site_name", "source_name", "publication")
PUBLISHED = (
    "published",
    "published_at",
    "publishedat",
    "date_published",
    "datepublished",
    "publication_date",
    "publish_date",
    "pub_date",
    "pubdate",
    "date",
)
TITLE = ("title", "headline")
TEXT = ("text", "body", "content", "article", "full_text", "article_text", "body_text", "maintext")
HTML = ("html", "content_html", "raw_html", "body_html")

_NO_DATE = frozenset({"", "unknown", "none", "null", "n/a", "na", "-", "undated"})
_MARKUP = re.compile(r"<(?:p|div|article|body|br)\b[^>]{0,200}>", re.IGNORECASE)


def read_record(text: str, *, given: bool) -> Draft:
    """The report that one JSON object declares: url, publisher, published, title and text (or html), or common other names.

    A date that is there and cannot be read refuses the record, unless the user gave one (``given``): reading the report as
    undated would hide what the record states, and the person who has it can mend it. "", null and "unknown" are no date.
    An address that is not http(s) is left out. Raises SkipItem.
    """
    fields = parse_object(text)
    when = _published(fields, given=given)
    title = one_line(_string(fields, TITLE) or "", 500) or None
    body, markup = _string(fields, TEXT), _string(fields, HTML)
    refuse_too_long(body or "")
    if body and _MARKUP.search(body) and not markup:
        body, markup = None, body
    if not (body and body.strip()) and not (markup and markup.strip()):
        raise SkipItem(STAGE, "the record has no text" if title is None else "the record has a title and no text")
    if body and body.strip():
        words, span = headed(title, body)
        draft = Draft(text=words, title=span)
    else:
        draft = read_html(markup or "")
        if title is not None:
            body = draft.text[draft.title.end :] if draft.title else draft.text
            words, span = headed(title, body)
            draft = replace(draft, text=words, title=span)
    outlet = one_line(_string(fields, OUTLET) or "", 120) or draft.outlet
    return replace(
        draft,
        address=canonical_address(_string(fields, ADDRESS)) or draft.address,
        outlet=outlet,
        publication=when or draft.publication,
    )


def parse_object(text: str) -> Mapping[str, object]:
    """The members of one JSON object, names in lower case. Raises SkipItem when it is broken, too deep or no object."""
    try:
        value = json.loads(text)
    except RecursionError:
        raise SkipItem(STAGE, "the JSON is nested too deeply") from None
    except ValueError as error:
        raise SkipItem(STAGE, f"broken JSON: {one_line(str(error), 120)}") from None
    if not isinstance(value, dict):
        raise SkipItem(STAGE, "the JSON is no object with url, publisher, published, title and text")
    return {str(name).lower(): member for name, member in value.items()}


def _string(fields: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    """The first non-empty member of these names: a string, a list of paragraphs, or an object with a name."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, Mapping):
            value = value.get("name")
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = "\n\n".join(value)
        if isinstance(value, str) and value.strip():
            return value
    return None


def _published(fields: Mapping[str, object], *, given: bool) -> Publication | None:
    for name in PUBLISHED:
        value = fields.get(name)
        if value is None:
            continue
        words = tidy(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else "?"
        if words.lower() in _NO_DATE:
            continue
        when = declared(words[:100], PublicationBasis.DECLARED)
        if when is None and not given:
            raise SkipItem(
                STAGE, f"{name}: {one_line(repr(value), 60)} is no date (2025-04-03, 2025-04, 2025, or an instant with its zone)"
            )
        return when
    return None
