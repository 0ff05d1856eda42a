"""Scores against what is right, on numbers small enough to count by hand."""

from xml.etree import ElementTree

import pytest

from evaluation.reliability import bins, calibration_error, plot, scored
from tests.evaluation.test_polnear import GOLD, TEXT, attribution


def test_right_is_what_is_paired() -> None:
    found = [{**GOLD[0], "score": 0.9}, {**attribution("Cy", "agrees", ""), "score": 0.4}]
    gold = {"a": {"text": TEXT, "attributions": GOLD}, "b": {"text": TEXT, "attributions": GOLD}}
    assert scored(gold, {"a": {"attributions": found}}) == [(0.9, True), (0.4, False)]


def test_the_error_is_the_distance_weighted_by_count() -> None:
    found = [(0.95, True)] * 3 + [(0.95, False)] + [(0.15, False)] * 4
    high, low = bins(found)[::-1]
    assert (high.count, high.right, low.right) == (4, 0.75, 0.0)
    assert calibration_error([low, high]) == pytest.approx((0.2 + 0.15) / 2)
    assert calibration_error([]) == 0.0


def test_ends_of_the_scale_have_a_bin() -> None:
    assert [b.count for b in bins([(0.0, False), (1.0, True)])] == [1, 1]


def test_the_picture_is_well_formed_and_shows_every_bin() -> None:
    found = bins([(0.15, False), (0.55, True), (0.95, True)])
    root = ElementTree.fromstring(plot(found, "Title"))
    circles = root.findall("{http://www.w3.org/2000/svg}circle")
    assert [float(c.attrib["cx"]) for c in circles] == sorted(float(c.attrib["cx"]) for c in circles)
    assert len(circles) == 3
