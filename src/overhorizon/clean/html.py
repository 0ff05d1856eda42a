"""A web page to a draft: trafilatura finds the article, htmldate and the page's metadata its date and outlet."""

import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING

from overhorizon.clean.dates import declared
from overhorizon.clean.draft import Draft, canonical_address, headed
from overhorizon.clean.text import STAGE, one_line, without_escapes
from overhorizon.domain.errors import SkipItem
from overhorizon.domain.reports import Publication, PublicationBasis

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

_LONGEST_PAGE = 5_000_000  # characters: ten times a heavy news page; keeps the extraction under half a minute
_MOST_ELEMENTS = 100_000
_DEEPEST = 200  # nested elements: libxml2's own limit is 256, and the extractors walk the tree by recursion
_NEVER_READ = (
    "style",
    "template",
    "noscript",
    "iframe",
    "object",
    "embed",
    "svg",
    "canvas",
    "textarea",
    "select",
    "button",
    "input",
    "option",
    "audio",
    "video",
    "map",
    "dialog",
)
_LONGEST_SHEET = 200_000  # characters of one style element
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|font-size\s*:\s*0(?:px|em|rem|pt|%)?\s*(?:;|!|$)|"
    r"(?:left|top|text-indent|margin-left)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01]",
    re.IGNORECASE,
)
_HIDDEN_CLASSES = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "hidden", "d-none", "is-hidden"}
)
_SIMPLE_SELECTOR = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?P<mark>[.#])(?P<name>[\w-]+)", re.IGNORECASE)
_INSTANT_TAGS = (
    "//meta[@property='article:published_time' or @property='og:published_time' or @itemprop='datePublished' "
    "or @name='parsely-pub-date' "
    "or @name='sailthru.date' or @name='pubdate' or @name='publishdate' or @name='article:published_time']/@content"
)
_LD_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_SURROUNDING = re.compile(
    r"(?i)\b(?:comments?|related|sidebar|recommend(?:ed|ations)|footer|trending|most-read|popular|newsletter)\b"
)
_Selector = tuple[str, str, str]  # element or "", "." or "#", class or id
_LATEST = "2100-12-31"  # htmldate's own bound is today, and a report must read the same on every day


def read_html(markup: str) -> Draft:
    """The article of a page, its title first, without scripts or hidden text. Raises SkipItem when there is none.

    The declared publication is that of the first publication (JSON-LD, meta tags, ``<time>``, the address), never a guess
    from the running text. The address is the one that the page declares as canonical.
    """
    if len(markup) > _LONGEST_PAGE:
        raise SkipItem(
            STAGE, f"a page of {len(markup) / 1e6:.1f} million characters; at most {_LONGEST_PAGE // 1_000_000} million are read"
        )
    tree = _parse(markup)
    _prune(tree)
    instant = _instant(tree)
    about, body = _extract(tree)
    if not body.strip():
        raise SkipItem(STAGE, "the page has no article: nothing but navigation, scripts or hidden text")
    text, title = headed(about.title, body)
    return Draft(
        text=text,
        title=title,
        address=canonical_address(about.url),
        outlet=_outlet(about.sitename, about.hostname),
        publication=instant or (declared(about.date, PublicationBasis.METADATA) if about.date else None),
    )


def _extract(tree: "HtmlElement") -> "tuple[Document, str]":
    """What the page says of itself, and the text of its article ("" when there is none). Takes the scripts out of the tree."""
    import trafilatura
    from lxml.etree import LxmlError

    _silence()
    dates = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d", "max_date": _LATEST}
    try:
        about = trafilatura.extract_metadata(_without_surroundings(tree), date_config=dates, extensive=False)
        for script in list(tree.iter("script")):
            _drop(script)
        article = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False, date_extraction_params=dates)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, LxmlError) as error:
        # A hostile page may find a fault in the libraries; it costs this page, not the run.
        raise SkipItem(STAGE, f"the page breaks the extractor ({type(error).__name__})") from error
    return about, getattr(article, "text", None) or ""


def _silence() -> None:
    """The libraries warn about every odd page on the log; what matters comes back as a result."""
    for name in ("trafilatura", "htmldate", "courlan", "readability", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _parse(markup: str) -> "HtmlElement":
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True)
    try:
        tree = document_fromstring(without_escapes(markup).encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise SkipItem(STAGE, "the markup cannot be parsed") from error
    count, depth = 0, 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        count += event == "start"
        depth += 1 if event == "start" else -1
        if count > _MOST_ELEMENTS or depth > _DEEPEST:
            raise SkipItem(STAGE, "the page has too many or too deeply nested elements for an article")
    return tree


def _prune(tree: "HtmlElement") -> None:
    """Cut what a reader of the page does not see. Data scripts (JSON-LD) stay until the metadata is read."""
    hidden = _hidden_selectors(tree)
    for element in [e for e in tree.iter() if e.tag not in ("html", "head", "body") and _unseen(e, hidden)]:
        _drop(element)


def _unseen(element: "HtmlElement", hidden: frozenset[_Selector]) -> bool:
    tag, name = element.tag, element.get("id") or ""
    classes = (element.get("class") or "").split()
    # "hidden md:block" and "d-none d-lg-block" hide on small screens only
    elsewhere = any(":" in c or (c.startswith("d-") and c != "d-none") for c in classes)
    return (
        not isinstance(tag, str)
        or tag in _NEVER_READ
        or (tag == "script" and element.get("type") != "application/ld+json")
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDING.search(element.get("style") or ""))
        or (not elsewhere and not _HIDDEN_CLASSES.isdisjoint(classes))
        or any((want, ".", c) in hidden for c in classes for want in ("", tag))
        or any((want, "#", name) in hidden for want in ("", tag))
    )


def _hidden_selectors(tree: "HtmlElement") -> frozenset[_Selector]:
    """The simple selectors that the page's own style sheets hide on every screen."""
    found = set()
    for style in tree.iter("style"):
        for selectors, declarations in _rules((style.text or "")[:_LONGEST_SHEET]):
            if _HIDING.search(declarations):
                for selector in selectors.split(","):
                    if simple := _SIMPLE_SELECTOR.fullmatch(selector.strip()):
                        found.add(((simple.group("tag") or "").lower(), simple.group("mark"), simple.group("name")))
    return frozenset(found)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that hold everywhere; those under "@media" and the like hold somewhere.

    By hand and in one pass: a regular expression over a hostile sheet takes quadratic time.
    """
    kept, at = [], 0
    while (opened := sheet.find("/*", at)) >= 0:
        kept.append(sheet[at:opened])
        closed = sheet.find("*/", opened + 2)
        at = closed + 2 if closed >= 0 else len(sheet)
    sheet = " ".join([*kept, sheet[at:]])
    depth = start = body = 0
    for brace in re.finditer(r"[{}]", sheet):
        if brace.group() == "{":
            depth += 1
            body = brace.end() if depth == 1 else body
        elif depth:
            depth -= 1
            selectors = sheet[start : body - 1].rpartition(";")[2] if not depth else "@"
            if "@" not in selectors:
                yield selectors, sheet[body : brace.start()]
            start = start if depth else brace.end()


def _drop(element: "HtmlElement") -> None:
    if element.getparent() is not None:
        element.drop_tree()  # keeps the text that follows it


def _without_surroundings(tree: "HtmlElement") -> "HtmlElement":
    """A copy without what stands around the article: dates there are those of other articles and of comments."""
    copied = deepcopy(tree)
    for element in list(copied.iter("aside", "footer", "nav", "section", "div", "ul")):
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag in ("aside", "footer", "nav") or _SURROUNDING.search(marks):
            _drop(element)
    return copied


def _outlet(sitename: str | None, hostname: str | None) -> str | None:
    """The site's name as it gives it; a name made up from its address is none."""
    name = one_line(sitename or "", 120)
    return name if name and name.lower() not in (hostname or "").lower() else None


def _instant(tree: "HtmlElement") -> Publication | None:
    """The publication with its clock time, from the tags that carry one."""
    values = [str(v) for v in tree.xpath(_INSTANT_TAGS)]
    for script in tree.iter("script"):
        values += _LD_PUBLISHED.findall((script.text or "")[:200_000])[:1]
    read = [p for v in values if (p := declared(v[:60], PublicationBasis.METADATA)) is not None]
    return next((p for p in read if p.instant is not None), read[0] if read else None)
