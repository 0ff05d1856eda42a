"""A web page to a draft: trafilatura finds the article, htmldate and the page's metadata its date and outlet."""

import logging
import re
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
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|font-size\s*:\s*0(?:px|em|rem|pt|%)?\s*(?:;|!|$)|"
    r"(?:left|top|text-indent|margin-left)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01]",
    re.IGNORECASE,
)
_HIDDEN_CLASSES = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "hidden", "d-none", "is-hidden"}
)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AT_BLOCK = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
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


def _unseen(element: "HtmlElement", hidden: tuple[tuple[str, str, str], ...]) -> bool:
    tag, name = element.tag, element.get("id")
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
        or any(want in ("", tag) and (mark in classes if kind == "." else mark == name) for want, kind, mark in hidden)
    )


def _hidden_selectors(tree: "HtmlElement") -> tuple[tuple[str, str, str], ...]:
    """(tag or "", "." or "#", name) of the simple selectors that the page's own style sheets hide on every screen."""
    found = set()
    for style in tree.iter("style"):
        sheet = _AT_BLOCK.sub("", _CSS_COMMENT.sub("", (style.text or "")[:200_000]))
        for rule in _RULE.finditer(sheet):
            if _HIDING.search(rule.group(2)):
                for selector in rule.group(1).split(","):
                    if simple := _SIMPLE_SELECTOR.fullmatch(selector.strip()):
                        found.add(((simple.group("tag") or "").lower(), simple.group("mark"), simple.group("name")))
    return tuple(sorted(found))


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
