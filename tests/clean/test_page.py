"""Furniture, title and masthead of pasted pages. Every line of these pages says what it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.clean.page import lay_out
from overhorizon.clean.text import tidy
from overhorizon.domain.reports import FurnitureKind as Kind
from overhorizon.domain.spans import Span

# kind | line; "-" is the report, "T" its title, an empty line a blank one.
BROADSHEET = """
navigation|Vellmar Chronicle
navigation|World  Politics  Business  Sport
T|Two guards killed as gunmen storm mine in Vellmar
-|Company says night shift is safe
byline|By Ilse Marrow and Tom Achterberg in Vellmar
timestamp|Published April 3, 2025, 14:05 GMT
reading time|4 min read
sharing|Share on Facebook
sharing|Copy link

-|Gunmen stormed a copper mine outside Vellmar before dawn on Thursday and killed two guards, the company said.

caption or picture credit|Police at the gate of the mine. Photograph: Ana Ruiz/Agencia Sol
-|The attackers came in three trucks, according to a miner who hid in the lamp room. “They knew the gate,” he said.

advertisement|Advertisement

promotion|Read more: How the copper road became a front line

-|Why now?
-|The mine had reopened in March after a strike. Sources: police have two accounts, and they do not agree.
-|By Friday morning the road was open again.

source credit|Additional reporting by Jo Lund
promotion|Sign up for our morning newsletter
promotion|Most read
promotion|The bakery that never closes
promotion|Ten walks for a wet Sunday
navigation|Tags: mining, Vellmar, security
legal notice|© 2025 Vellmar Chronicle. All rights reserved.
"""
LIVE_PAGE = """
navigation|Skip to content
timestamp|LIVE: Wednesday 22 October 2025
byline|Harrow Post live desk
navigation|Newest first

-|16:20
-|The number of injured has risen to nine, the hospital says. Two of them are children.

sharing|Share this post

-|14:05
-|We are hearing reports of a blast near the grain silo. It is not clear what caused it.

navigation|Load more
comment form|Comments are closed
"""
BLOG = """
T|Convoy hit near Oster, one driver dead
byline|News Desk
timestamp|3 hours ago
comment form|2 comments

-|A convoy of five trucks was hit by a roadside bomb near Oster on Monday, and one driver died at the scene.
-|The police said that they had found a second device. It was made safe in the afternoon.

legal notice|We use cookies to improve your experience. Accept
source credit|Source: Reuters, AFP
sharing|Follow us on Telegram
comment form|Leave a reply
comment form|Your email address will not be published. Required fields are marked *
comment form|Name *
comment form|Website
"""
COMMUNIQUE = """
navigation|Home > Press office > Statements
T|STATEMENT No. 12
timestamp|Oster, 20 November 2025
sharing|Print this page | Download as PDF

-|1. The Ministry announces with sorrow that two soldiers lost their lives in the ambush of 18 November.
-|2. Reports that a helicopter fired are untrue. The Ministry has no further information.

promotion|Previous statement: No. 11
"""


def _cases() -> list[tuple[str, list[tuple[str, str]]]]:
    pages = []
    for page in (BROADSHEET, LIVE_PAGE, BLOG):
        rows = [tuple(line.split("|", 1)) if line else ("", "") for line in page.strip().splitlines()]
        pages.append(("\n".join(words for _, words in rows), [(kind, words) for kind, words in rows if words]))
    return pages


@pytest.mark.parametrize(("text", "rows"), _cases(), ids=["broadsheet", "live", "blog"])
def test_each_line_is_taken_for_what_it_is(text: str, rows: list[tuple[str, str]]) -> None:
    layout = lay_out(text)
    got = [
        (line.kind.value if line.kind else "T" if line.span == layout.title else "-", line.span.of(text)) for line in layout.lines
    ]
    assert got == rows


def test_a_statement_of_a_ministry_keeps_its_numbered_paragraphs() -> None:
    text = "\n".join(line.split("|", 1)[1] if line else "" for line in COMMUNIQUE.strip().splitlines())
    layout = lay_out(text)
    assert layout.title is not None and layout.title.of(text) == "STATEMENT No. 12"
    assert [line.span.of(text)[:2] for line in layout.report] == ["ST", "1.", "2."]


@pytest.mark.parametrize(
    "sentence",
    [
        "Share prices fell after the attack, and the exchange closed early on Tuesday.",
        "Related attacks in the province killed twelve people in March, the governor said.",
        "Follow-up strikes hit the same village an hour later, residents said.",
        "Copyright lawyers were among the passengers of the bus, which hit a mine.",
        "Source protection units were moved to the border, the army said on Monday.",
        "Images, videos and documents seen by the paper show that the order came from the capital.",
        "Published accounts of the raid differ on how many soldiers took part in it.",
        "Sign-in sheets at the base show that eleven soldiers were on duty that night.",
        "By Tuesday evening the death toll had risen to fourteen, the ministry said.",
        "Most of the dead were farmers who had come to sell their grain at the market.",
        "Subscribers of the radio station were told to stay at home by the militia.",
        "In other news from the front, two drones were shot down over the port, officials said.",
        "Comments by the minister angered the families, who want the bodies returned.",
        "The latest attack killed three people, according to the district police chief.",
        "More from the south than from the north were wounded, the doctor told the reporters.",
        "Updated figures show that 31 people died in the fire at the depot.",
        "Terms of the truce were broken within an hour of its start, both sides said.",
        "“Leave a comment and they will find you,” a blogger in the city said.",
        "Advertisements for the militia were found in the house of the two suspects.",
        "Reporting by the commission found that the guards had been warned twice.",
        "Read more than once, the letter seems to name two of the attackers.",
        "By using drones the rebels hope that the government will agree to talks, an analyst said.",
        "Support us and we will stop the raids, a leaflet of the group told the villagers.",
        "Tell us what you did with the bodies, the mothers of the missing men demanded.",
        "With material from the depot, the group built the bomb that hit the bus.",
        "No part of the province was spared, and no permission was asked for the shelling.",
        "The opinions expressed by the author of the leaked letter angered the army.",
        "Share with your neighbours what you have, the imam told the people of the town.",
    ],
)
def test_a_sentence_of_a_report_is_never_furniture(sentence: str) -> None:
    body = "Gunmen attacked the town on Monday, the police said."
    for text in (f"{body}\n\n{sentence}\n\n{body}", f"{sentence}\n\n{body}", f"{body}\n\n{sentence}"):
        assert not lay_out(text).furniture


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("- Advertisement -", Kind.ADVERT),
        ("ADVERTISEMENT", Kind.ADVERT),
        ("Story continues below advertisement", Kind.ADVERT),
        ("Reading time: 6 minutes", Kind.READING_TIME),
        ("12 Min Read", Kind.READING_TIME),
        ("Share This Story", Kind.SHARING),
        ("Facebook Twitter WhatsApp", Kind.SHARING),
        ("Join our WhatsApp channel", Kind.SHARING),
        ("Get the day's headlines in your inbox", Kind.PROMOTION),
        ("ALSO READ: Markets reopen after curfew", Kind.PROMOTION),
        ("You may also like", Kind.PROMOTION),
        ("Last updated: 3 April 2025 10:15 GMT", Kind.TIMESTAMP),
        ("Updated 2 hours ago", Kind.TIMESTAMP),
        ("View all 12 comments", Kind.COMMENT),
        ("Filed under: Asia, Conflict", Kind.NAVIGATION),
        ("Back to top", Kind.NAVIGATION),
        ("(Reporting by A. Writer in Oster; Editing by B. Editor)", Kind.CREDIT),
        ("With inputs from AFP and Reuters", Kind.CREDIT),
        ("This article was first published in The Oster Herald.", Kind.CREDIT),
        ("Image source, Getty Images", Kind.CAPTION),
        ("Soldiers guard a bridge near Oster in March. (AP Photo/A. Writer, File)", Kind.CAPTION),
        ("A burnt truck on the coast road [Ana Ruiz/Reuters]", Kind.CAPTION),
        ("This material may not be published or rewritten without permission.", Kind.LEGAL),
    ],
)
def test_furniture_inside_a_report_is_found(line: str, kind: Kind) -> None:
    text = f"Gunmen attacked the town on Monday, the police said.\n\n{line}\n\nTwo people were killed in the attack, they said."
    (found,) = lay_out(text).furniture
    assert found.kind is kind and found.span.of(text) == line


def test_a_headline_that_sounds_like_a_masthead_is_the_title() -> None:
    text = (
        "Rebels Attack Police Post\n\nSix officers missing after raid\n\nRebels attacked a police post on Monday, officials said."
    )
    title = lay_out(text).title
    assert title is not None and title.of(text) == "Rebels Attack Police Post"


def test_a_text_without_a_headline_has_no_title() -> None:
    assert lay_out("OSTER, April 3 (AP) — Gunmen attacked the town on Monday, the police said.").title is None


def test_a_title_that_is_given_is_never_furniture() -> None:
    text = "Most read\n\nThe paper of that name was bombed on Monday, the police said."
    assert not lay_out(text, Span(start=0, end=9)).furniture


def test_what_readers_wrote_is_no_part_of_the_report() -> None:
    text = (
        "A bomb went off in the square on Monday, the police said.\n\nNobody was hurt in the blast, they added later.\n\n"
        "3 Comments\n\nangryman says:\n3 hours ago\nI think that the army killed forty people there and hides it.\nReply"
    )
    assert [line.span.of(text)[:6] for line in lay_out(text).report] == ["A bomb", "Nobody"]


@given(st.text())
def test_furniture_lies_inside_the_text_line_by_line(raw: str) -> None:
    text = tidy(raw)
    layout = lay_out(text)
    spans = [line.span for line in layout.lines]
    assert spans == sorted(spans)
    for furniture in layout.furniture:
        words = furniture.span.of(text)
        assert words == words.strip() and "\n" not in words
