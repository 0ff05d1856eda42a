"""A brief in one of its forms, and what form a text is in."""

from html import unescape

from overhorizon.brief import html, jsonform, markdown
from overhorizon.domain.briefs import Brief, Form

_RENDERERS = {Form.MARKDOWN: markdown.render, Form.HTML: html.render, Form.JSON: jsonform.render}


def write(brief: Brief, form: Form) -> str:
    """The text of a brief, byte for byte the same for the same brief."""
    return _RENDERERS[form](brief)


def seal_of(text: str) -> tuple[Form, str] | None:
    """The form of a brief, and the JSON (an object with ``asked`` and ``made_from``, or one that holds it as ``seal``) at its end.

    None where there is none: the text may be anything.
    """
    if text.startswith("{"):
        return Form.JSON, text
    form, opens, closes = (
        (Form.HTML, html.SEAL_OPENS, html.SEAL_CLOSES)
        if text.startswith(html.OPENS)
        else (Form.MARKDOWN, markdown.SEAL_OPENS, markdown.SEAL_CLOSES)
    )
    _, found, rest = text.rpartition(opens)
    stored, ended, _ = rest.partition(closes)
    if not found or not ended:
        return None
    return form, unescape(stored) if form is Form.HTML else stored
