"""The bench of text reuse, on texts of our own making: what is found, what is found wrongly, and how fast.

    python -m evaluation.bench_reuse                    recall, precision, reports a second with 100,000 indexed
    python -m evaluation.bench_reuse --indexed 10000    a smaller index, for a first look

A generator writes reports about fictional events. A reuser takes a share of a passage over, in one or two runs, cuts it, changes its
figures, swaps its sentences and writes the rest anew. What must not be found: passages about the same event by another
hand, which share names, stock phrases and a quotation.
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from overhorizon.domain.reports import Report
from overhorizon.link.reuse import Passage, fingerprints, passages, reuses

SHARES = (0.4, 0.5, 0.7, 1.0)
_STOCK = """no group has claimed responsibility for the attack so far;the injured were taken to a nearby hospital for treatment
an investigation into what happened has been opened;security forces sealed off the area shortly afterwards
officials who spoke on condition of anonymity said;it was not immediately clear who was behind it
the death toll is expected to rise in the coming hours;at least {n} people were killed and {m} others were injured
speaking to reporters after a meeting of the council;the claim could not be independently verified
according to a statement released late on {day};residents said they heard a loud explosion followed by gunfire
in recent years the region has seen a series of such attacks;the minister did not say how many people had been detained"""
_SPEECH = (
    "we will not rest until those who did this stand before a court of law and answer for what they have done to our children",
    "nobody who was there that morning will ever forget the sound and the silence that came after it in the streets",
)
_LINKS = "the of to in and a on that for by with was were had at from as after before near into who which its their".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_SYLLABLES = "ba ke lo mi nu ra se ti vo zu dar fen gil hom jas kur lam mer nol pra".split()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports, and the share of one passage that the second took from the first; 0 is none."""

    first: Report
    second: Report
    share: float


class Writer:
    """Writes prose of made-up words, as frequent as words are, about one event, with what all reporters say."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = [self._word() for _ in range(4000)]
        self.weights: list[float] = np.cumsum(1.0 / np.arange(10, 4010)).tolist()

    def _word(self) -> str:
        return "".join(self.random.choices(_SYLLABLES, k=self.random.randint(2, 4)))

    def names(self) -> list[str]:
        return [" ".join(self._word().title() for _ in range(1 + n % 2)) for n in range(6)]

    def sentence(self, names: Sequence[str]) -> list[str]:
        r = self.random
        if r.random() < 0.06:
            stock = r.choice(_STOCK.replace("\n", ";").split(";"))
            told = stock.format(n=r.randint(3, 90), m=r.randint(3, 90), day=r.choice(_DAYS)).split()
        else:
            told = []
            for content in r.choices(self.words, cum_weights=self.weights, k=r.randint(6, 13)):
                told += [*(r.choices(_LINKS, k=1) if r.random() < 0.7 else []), content]
            told[(at := r.randrange(len(told))) : at] = r.choice(names).split()
            if r.random() < 0.4:
                told.insert(r.randrange(len(told)), str(r.randint(2, 900)))
        return [told[0].capitalize(), *told[1:-1], f"{told[-1]}."]

    def paragraph(self, names: Sequence[str], sentences: int) -> list[list[str]]:
        return [self.sentence(names) for _ in range(sentences)]

    def report(self, names: Sequence[str], number: int, *, paragraphs_: int = 7) -> list[list[list[str]]]:
        """Paragraphs of sentences of words; one paragraph in four quotes the speech of the event."""
        found = [self.paragraph(names, self.random.randint(2, 4)) for _ in range(paragraphs_)]
        speech = f'"{_SPEECH[number % 2]}," {names[0]} said.'.split()
        found.insert(self.random.randrange(len(found)), [speech, *self.paragraph(names, 1)])
        return found

    def reused(self, paragraph: list[list[str]], share: float, names: Sequence[str]) -> list[list[str]]:
        """A paragraph as long as the given one, with the share of its words in one or two runs, figures edited, order changed."""
        r = self.random
        words = [w for sentence in paragraph for w in sentence]
        taken = round(share * len(words))
        runs = [taken] if r.random() < 0.5 else [taken // 2, taken - taken // 2]
        free = len(words) - taken
        pieces, at = [], 0
        for run in runs:
            gap = r.randint(0, free)
            free -= gap
            at += gap
            pieces.append([str(r.randint(2, 900)) if w.isdigit() and r.random() < 0.5 else w for w in words[at : at + run]])
            at += run
        if r.random() < 0.5:
            pieces.reverse()
        while sum(len(p) for p in pieces) < 0.9 * len(words):
            pieces.insert(r.randrange(len(pieces) + 1), self.sentence(names))
        return pieces


def as_report(story: Sequence[Sequence[Sequence[str]]], number: int) -> Report:
    text = "\n\n".join(" ".join(w for sentence in paragraph for w in sentence) for paragraph in story)
    return Report(text=text, address=f"https://made.example/{number}", outlet=None, publication=None, title=None, language="en")


def pairs(writer: Writer, count: int) -> Iterator[Pair]:
    """As many pairs with reuse of each share as without any."""
    number = 0
    for share in (*SHARES, *[0.0] * len(SHARES)):
        for _ in range(count):
            names = writer.names()
            first, second = writer.report(names, number), writer.report(names, number)
            if share:
                source = max(first, key=lambda p: sum(len(s) for s in p) * ('"' not in p[0][0]))
                second[writer.random.randrange(len(second))] = writer.reused(source, share, names)
            yield Pair(as_report(first, number), as_report(second, number + 1), share)
            number += 2


class Index:
    """Fingerprints of many reports in two sorted arrays; what is common to very many reports finds nobody."""

    _COMMON = 200

    def __init__(self, reports: Sequence[frozenset[int]]) -> None:
        keys = np.fromiter((k for found in reports for k in found), dtype=np.uint64)
        owners = np.repeat(np.arange(len(reports), dtype=np.uint32), [len(found) for found in reports])
        order = np.argsort(keys, kind="stable")
        self.keys, self.owners = keys[order], owners[order]

    def candidates(self, keys: frozenset[int]) -> set[int]:
        wanted = np.fromiter(keys, dtype=np.uint64)
        start, end = np.searchsorted(self.keys, wanted), np.searchsorted(self.keys, wanted, side="right")
        rare = end - start <= self._COMMON
        return {int(o) for a, b in zip(start[rare], end[rare], strict=True) for o in self.owners[a:b]}


def quality(count: int) -> dict[str, float]:
    """Recall by share, and precision over all pairs that share a key, as a ledger would compare them."""
    right = wrong = 0
    hits = dict.fromkeys(SHARES, 0)
    for pair in pairs(Writer(1), count):
        a, b = passages(pair.first), passages(pair.second)
        found = reuses(a, b) if fingerprints(a) & fingerprints(b) else ()
        if pair.share:
            hits[pair.share] += bool(found)
        right, wrong = right + bool(found and pair.share), wrong + bool(found and not pair.share)
    figures = {f"recall at {share:.0%}": hit / count for share, hit in hits.items()}
    worst = hits[SHARES[0]]
    return {
        **figures,
        "precision": right / max(1, right + wrong),
        "precision at 40%": worst / max(1, worst + wrong / len(SHARES)),
    }


def speed(indexed: int, asked: int) -> dict[str, float]:
    """Reports a second: cut into passages, fingerprinted, looked up, compared with those found."""
    writer = Writer(2)
    base = [writer.report(writer.names(), n) for n in range(2000)]
    kept: list[frozenset[int]] = []
    texts: list[Report] = []
    for n in range(indexed):
        report = as_report(_mixed(base, writer.random), n)
        texts.append(report)
        kept.append(fingerprints(passages(report)))
    index = Index(kept)
    made = [as_report(_mixed(base, writer.random), indexed + n) for n in range(asked)]
    compared = 0
    start = time.process_time()
    for report in made:
        mine: tuple[Passage, ...] = passages(report)
        for candidate in sorted(index.candidates(fingerprints(mine))):
            compared += 1
            reuses(mine, passages(texts[candidate]))
    took = time.process_time() - start
    return {
        "reports a second": asked / took,
        "compared per report": compared / asked,
        "fingerprints per report": len(index.keys) / indexed,
    }


def _mixed(base: Sequence[list[list[list[str]]]], r: random.Random) -> list[list[list[str]]]:
    """A report of paragraphs of the base with words exchanged, so that hardly two of them are alike."""
    story = [list(r.choice(base)[0]) for _ in range(8)]
    return [[_exchanged(sentence, base, r) for sentence in paragraph] for paragraph in story]


def _exchanged(sentence: list[str], base: Sequence[list[list[list[str]]]], r: random.Random) -> list[str]:
    other = r.choice(r.choice(r.choice(base)))
    return [r.choice(other) if r.random() < 0.5 else w for w in sentence]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--indexed", type=int, default=100_000)
    options.add_argument("--pairs", type=int, default=500)
    given = options.parse_args()
    for name, figure in {**quality(given.pairs), **speed(given.indexed, 500)}.items():
        print(f"{name:28}{figure:10.3f}")


if __name__ == "__main__":
    main()
