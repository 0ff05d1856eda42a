"""The same work done by us and by others. Each function prepares one work, so that only the work itself is measured."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib.metadata import PackageNotFoundError, version

from evaluation.bench_reports import page, texts

Work = Callable[[], object]

_DAY = date(2030, 1, 2)


def pairs() -> dict[str, dict[str, Work]]:
    """What is done, by whom. Packages that are not installed are left out."""
    few = texts(4)
    found = {
        "the text of an HTML page": {"ours": _our_page(), "trafilatura": _trafilatura()},
        f"times in {len(few)} reports": {"ours": _our_times(few)},
        f"sentences of {len(few)} reports": {"ours": _our_sentences(few)},
    }
    if installed("dateparser"):
        found[f"times in {len(few)} reports"]["dateparser.search"] = _dateparser(few)
    if installed("spacy"):
        found[f"sentences of {len(few)} reports"]["spaCy, blank with a sentencizer"] = _spacy(few)
    return found


def installed(package: str) -> str | None:
    """Its version, or None."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _our_page() -> Work:
    """Ours does more: furniture, repeats, outlet, date and language of the page, on top of trafilatura's text."""
    from overhorizon.clean import clean
    from overhorizon.domain.reports import Capture, Form, RawItem

    capture = Capture(content=page(), form=Form.HTML, origin="bench", received=datetime(1970, 1, 1, tzinfo=UTC))
    return lambda: clean(RawItem(capture=capture))


def _trafilatura() -> Work:
    import trafilatura

    html = page().decode()
    return lambda: trafilatura.extract(html)


def _our_times(few: list[str]) -> Work:
    from overhorizon.domain.reports import Publication, PublicationBasis
    from overhorizon.encoder.sentences import paragraphs, sentences
    from overhorizon.extract.when import find_times

    published = Publication(first=_DAY, last=_DAY, basis=PublicationBasis.GIVEN)

    def work() -> object:
        return [find_times(t, s, publication=published) for t in few for p in paragraphs(t) for s in sentences(t, p)]

    return work


def _dateparser(few: list[str]) -> Work:
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": datetime(_DAY.year, _DAY.month, _DAY.day)}  # noqa: DTZ001  it wants none
    return lambda: [search_dates(text, languages=["en"], settings=settings) for text in few]


def _our_sentences(few: list[str]) -> Work:
    from overhorizon.encoder.sentences import paragraphs, sentences

    return lambda: [sentences(text, passage) for text in few for passage in paragraphs(text)]


def _spacy(few: list[str]) -> Work:
    import spacy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    return lambda: [list(pipeline(text).sents) for text in few]
