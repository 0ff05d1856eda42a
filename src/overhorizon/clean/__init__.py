"""Clean: an input to a report, with its furniture and repeats marked. Pure: the same bytes give the same report on any day."""

from urllib.parse import urlsplit

from overhorizon.clean.draft import Draft
from overhorizon.clean.html import read_html
from overhorizon.clean.imprint import find_credits, find_outlet, find_publication
from overhorizon.clean.language import language_of
from overhorizon.clean.page import Layout, lay_out
from overhorizon.clean.record import read_record
from overhorizon.clean.repeats import find_repeats
from overhorizon.clean.text import STAGE, decode, refuse_too_long, tidy
from overhorizon.domain.errors import SkipItem
from overhorizon.domain.reports import Form, RawItem, Rejection, Report, Unread

__all__ = ["clean"]

_READ = "en"


def clean(raw: RawItem) -> Report | Unread | Rejection:
    """Read one capture as a report.

    A report in a language that we do not read comes back as Unread; what is no report (undecodable, empty, navigation
    alone, broken record) as a Rejection with one reason. Never raises on any bytes.

    The publication is, in this order: what the user gave, what the record declares, the page's metadata, what the feed that it
    came by declares, what the page prints beside its title (a "published" before an "updated").
    """
    try:
        draft = _draft(raw)
        refuse_too_long(draft.text)
        layout = lay_out(draft.text, draft.title)
        _check_substance(draft.text, layout)
        return _report(raw, draft, layout)
    except SkipItem as refusal:
        return Rejection(capture=raw.capture, stage=refusal.stage, reason=refusal.reason)


def _draft(raw: RawItem) -> Draft:
    content, form = raw.capture.content, raw.capture.form
    if not content.strip():
        raise SkipItem(STAGE, "empty")
    text = decode(content, markup=form is Form.HTML, charset=raw.declared.charset)
    if form is Form.HTML:
        return read_html(text)
    if form is Form.RECORD:
        return read_record(text, given=raw.published is not None)
    refuse_too_long(text)
    return Draft(text=tidy(text))


def _check_substance(text: str, layout: Layout) -> None:
    """Refuse what holds no statement: nothing, too few words, or no line that is a sentence."""
    if not text:
        raise SkipItem(STAGE, "empty once control characters and blanks are gone")
    lines = [line for line in layout.report if line.span != layout.title]
    if sum(c.isalpha() for line in layout.report for c in line.span.of(text)) < 12:
        raise SkipItem(
            STAGE, "nothing but navigation and other page furniture" if layout.furniture else "too short to be a report"
        )
    if not any(line.prose or (line.words >= 4 and line.lower >= 2) for line in lines or layout.report):
        raise SkipItem(STAGE, "no sentence in it: a list of links or names, no report")


def _report(raw: RawItem, draft: Draft, layout: Layout) -> Report | Unread:
    text = draft.text
    body = "\n".join(line.span.of(text) for line in layout.report)
    language = language_of(body)
    report = Report(
        text=text,
        address=_address(draft.address, raw.declared.address),
        outlet=draft.outlet or raw.declared.outlet or find_outlet(text, layout),
        publication=raw.published or draft.publication or raw.declared.publication or find_publication(text, layout),
        title=layout.title,
        language=language,
        furniture=layout.furniture,
        repeats=find_repeats(text, layout) if language == _READ else (),
        credits=find_credits(text, layout),
    )
    return report if language == _READ else Unread(report=report)


def _address(own: str | None, fetched: str | None) -> str | None:
    """The report's address: the one that the page names for itself, where it is of the site that the page was fetched from.

    A page could else declare itself a revision of another site's article.
    """
    if own is None or fetched is None:
        return own or fetched
    return own if _site(own) == _site(fetched) else fetched


def _site(address: str) -> str:
    """The registered domain of an address (example.org for news.example.org), or its host where none is known."""
    from courlan import extract_domain

    return extract_domain(address, fast=True) or urlsplit(address).netloc
