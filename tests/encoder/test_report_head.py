"""The report layer's logits to a reading of the report."""

from dataclasses import replace

import numpy as np

from overhorizon.encoder.heads import Floats, Thresholds
from overhorizon.encoder.labels import REPORT_FILLERS, REPORT_KINDS, REPORT_VERDICT, bio
from overhorizon.encoder.protocol import Slot
from overhorizon.encoder.report_head import ReportLogits, read_report

LIMITS = Thresholds(
    cue_bias=0, attribution=0, mention=0, trigger_bias=0, trigger=0, unlisted_trigger=0, role=0, keyed=0.5, kind=0.5,
    filler_bias=0, filler=0.5,
)  # fmt: skip
TAGS = bio(REPORT_FILLERS)


def verdict(**surely: float) -> Floats:
    return np.array([surely.get(name, -4.0) for name in REPORT_VERDICT], dtype=np.float32)


def part(tags: list[str], says: Floats, *, kinds: dict[str, float] | None = None, start: int = 0) -> ReportLogits:
    """Words of four characters, a space between them."""
    logits = np.full((len(tags), len(TAGS)), -3.0, dtype=np.float32)
    for word, tag in enumerate(tags):
        logits[word, TAGS.index(tag)] = 3.0
    row = np.array([(kinds or {}).get(kind, -4.0) for kind in REPORT_KINDS], dtype=np.float32)
    places = np.array([(start + 5 * i, start + 5 * i + 4) for i in range(len(tags))], dtype=np.int64)
    return ReportLogits(spans=places, tags=logits, kinds=np.tile(row, (len(tags), 1)), verdict=says)


FILLED = ["O", "B-weapon", "I-weapon", "O"]


def test_fillers_are_read_with_their_words() -> None:
    reading = read_report([part(FILLED, verdict(keyed=3, bombing=3))], LIMITS)
    assert reading.kinds == ("bombing",)
    ((filler),) = reading.fillers
    assert (filler.slot, filler.span.start, filler.span.end) == (Slot.WEAPON, 5, 14)


def test_a_report_without_a_key_has_neither_kinds_nor_fillers() -> None:
    reading = read_report([part(FILLED, verdict(bombing=3, tells=3))], LIMITS)
    assert (reading.kinds, reading.fillers) == ((), ())
    assert reading.tells > 0.9


def test_a_report_with_a_key_has_at_least_the_likeliest_kind() -> None:
    assert read_report([part(FILLED, verdict(keyed=3, arson=-1))], LIMITS).kinds == ("arson",)


def test_a_filler_belongs_to_the_kinds_that_are_sure_and_else_to_the_likeliest() -> None:
    says = verdict(keyed=3, bombing=3, kidnapping=3)
    both = read_report([part(FILLED, says, kinds={"bombing": 3, "kidnapping": 2})], LIMITS)
    assert both.fillers[0].kinds == ("bombing", "kidnapping")
    neither = read_report([part(FILLED, says, kinds={"kidnapping": -1})], LIMITS)
    assert neither.fillers[0].kinds == ("kidnapping",)


def test_what_any_part_tells_the_report_tells() -> None:
    quiet, loud = part(["O"] * 3, verdict()), part(FILLED, verdict(keyed=3, attack=3), start=100)
    reading = read_report([quiet, loud], LIMITS)
    assert reading.kinds == ("attack",)
    assert [f.span.start for f in reading.fillers] == [105]


def test_unsure_fillers_are_left_out() -> None:
    parts = [part(FILLED, verdict(keyed=3, attack=3))]
    assert read_report(parts, replace(LIMITS, filler=0.999)).fillers == ()
