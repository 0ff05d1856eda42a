"""Reports of one size for the bench: 30 sentences of 25 words, cut from the package's demo corpus; always the same."""

import json
import random
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path

from overhorizon.clean import clean
from overhorizon.domain.reports import RawItem, Report
from overhorizon.encoder.sentences import paragraphs, sentences
from overhorizon.feeds.files import read_inputs

SENTENCES, WORDS = 30, 25
_PARAGRAPH = 3  # sentences
_SHORTEST = 6  # words; headings and fragments make no report
_SEED = 20300102
_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


def texts(count: int) -> list[str]:
    """So many different texts, in paragraphs of three sentences."""
    chance = random.Random(_SEED)
    pool = _corpus_sentences()
    return [_text(pool, chance) for _ in range(count)]


def write_records(file: Path, count: int) -> None:
    """The texts as records with an outlet and a date, one a line."""
    with file.open("w", encoding="utf-8") as out:
        for number, text in enumerate(texts(count)):
            record = {
                "url": f"https://bench.example/{number}",
                "publisher": "Bench Courier",
                "published": "2030-01-02",
                "title": f"Report number {number} of the bench",
                "text": text,
            }
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


def page() -> bytes:
    """The largest HTML page of the demo corpus."""
    pages = (f.read_bytes() for f in files("overhorizon.demo").joinpath("corpus").iterdir() if f.name.endswith(".html"))
    return max(pages, key=len)


def _corpus_sentences() -> list[list[str]]:
    with as_file(files("overhorizon.demo").joinpath("corpus")) as corpus:
        items = list(read_inputs([str(corpus)], received=_NO_TIME, published=None))
    found = [clean(item) for item in items if isinstance(item, RawItem)]
    reports = [report for report in found if isinstance(report, Report)]
    spans = ((r, s) for r in reports for p in paragraphs(r.text) if not r.is_furniture(p) for s in sentences(r.text, p))
    words = (span.of(report.text).split() for report, span in spans)
    return [found for found in words if len(found) >= _SHORTEST]


def _text(pool: list[list[str]], chance: random.Random) -> str:
    made = [_sentence(pool, chance) for _ in range(SENTENCES)]
    return "\n\n".join(" ".join(made[at : at + _PARAGRAPH]) for at in range(0, SENTENCES, _PARAGRAPH))


def _sentence(pool: list[list[str]], chance: random.Random) -> str:
    """Short sentences are joined, long ones cut."""
    words: list[str] = []
    while len(words) < WORDS:
        if words:
            words[-1] = words[-1].rstrip(".!?,;:") + ","
        words += chance.choice(pool)
    return " ".join(words[:WORDS]).rstrip(".!?,;:") + "."
