"""Where what reports say comes from: the same text, voices, roots, and the trail between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from overhorizon.domain.claims import Polarity
from overhorizon.domain.ids import short_id
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.sources import Source, SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Reuse:
    """A passage of one report that stands in another: as much as ``share`` of the shorter one's shingles, in (0, 1].

    The lower anchor comes first, so that one reuse is one value. Raises ValueError otherwise.
    """

    first: Anchor
    second: Anchor
    share: float

    def __post_init__(self) -> None:
        if self.first.report >= self.second.report:
            raise ValueError("a reuse joins two reports, the lower id first")
        if not 0 < self.share <= 1:
            raise ValueError(f"a share lies in (0, 1]: {self.share}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What work across reports needs of a claim, or of what an outlet says itself, without the report's text.

    ``claim`` and ``chain`` are empty for the outlet's own voice. ``anchor`` covers the words; ``first`` and ``last`` bound the day of
    publication (None: not known). ``country`` is where that happened of which it speaks: "the police" are that country's.
    ``informed_by`` are those from whom the speaker is said to have it ("relatives, who were told by officers"), or of whose knowledge
    an outlet tells ("the army learned of it, the Times reports"); ``was_informed``: somebody told the speaker ("were notified"), named
    or not. ``quotes`` are the folded words in quotation marks; ``wires`` the agencies that the report credits.
    """

    anchor: Anchor
    outlet: str | None
    claim: str | None
    chain: tuple[Source, ...] = ()
    polarity: Polarity = Polarity.ASSERTS
    about: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    country: str | None = None
    informed_by: tuple[Source, ...] = ()
    was_informed: bool = False
    quotes: tuple[str, ...] = ()
    wires: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return statement_id(self.anchor, self.claim)

    @property
    def report(self) -> str:
        return self.anchor.report

    @property
    def speaker(self) -> Source | None:
        """The first voice; None is the outlet itself."""
        return self.chain[-1] if self.chain else None


@lru_cache(maxsize=1 << 16)  # sorted by in a report with many reprints: worked out once, not at each comparison
def statement_id(anchor: Anchor, claim: str | None) -> str:
    """The id of what a report says at some words: of a claim, or (None) in its own voice."""
    return short_id("s", anchor.report, claim or "", str(anchor.start), str(anchor.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A source speaking to an outlet on an occasion, as one or more reports pass it on. ``rules`` say why its statements are one."""

    id: str
    words: str
    kind: SourceKind
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """The institution or witness whose knowledge a voice passes on: its id is the same in every report and ledger.

    ``official`` roots are states. ``known`` is false where nobody can say whose knowledge it is ("several media reports").
    """

    id: str
    words: str
    official: bool = False
    known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What stands behind one statement: its voice and its roots, with the rule that decided on them."""

    statement: str
    report: str
    claim: str | None
    voice: str
    roots: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """The voices and roots of a set of statements, each sorted by id, and the provenance of each statement."""

    voices: tuple[Voice, ...] = ()
    roots: tuple[Root, ...] = ()
    provenances: tuple[Provenance, ...] = ()

    def trail(self, reports: Iterable[str] | None = None) -> "Trail":
        """From roots to voices to reports, of some reports or of all."""
        kept = None if reports is None else set(reports)
        steps = {(root, t.voice, t.report) for t in self.provenances if kept is None or t.report in kept for root in t.roots}
        return Trail.of(steps, self.roots, self.voices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One voice, the reports that pass it on, and the root whose knowledge it is."""

    root: Root
    voice: Voice
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """Reports > voices > roots, so that it can be read how many reports came down to how few roots."""

    steps: tuple[Step, ...]

    @classmethod
    def of(cls, steps: Iterable[tuple[str, str, str]], roots: Iterable[Root], voices: Iterable[Voice]) -> "Trail":
        """From (root, voice, report) ids."""
        root_of, voice_of = {r.id: r for r in roots}, {v.id: v for v in voices}
        reports: dict[tuple[str, str], set[str]] = {}
        for root, voice, report in steps:
            reports.setdefault((root, voice), set()).add(report)
        return cls(steps=tuple(
            Step(root=root_of[root], voice=voice_of[voice], reports=tuple(sorted(found)))
            for (root, voice), found in sorted(reports.items(), key=lambda e: (root_of[e[0][0]].words, e[0]))
        ))  # fmt: skip

    @property
    def reports(self) -> tuple[str, ...]:
        return tuple(sorted({r for s in self.steps for r in s.reports}))

    @property
    def voices(self) -> tuple[Voice, ...]:
        return tuple(sorted({s.voice for s in self.steps}, key=lambda v: v.id))

    @property
    def roots(self) -> tuple[Root, ...]:
        """Those of which it is known who they are: a circular citation adds none."""
        return tuple(sorted({s.root for s in self.steps if s.root.known}, key=lambda r: (r.words, r.id)))

    def __str__(self) -> str:
        """In words, such as "10 reports, 8 voices, 1 root: US government"."""
        counted = [_counted(len(self.reports), "report"), _counted(len(self.voices), "voice"), _counted(len(self.roots), "root")]
        names = ", ".join(r.words for r in self.roots)
        return ", ".join(counted) + (f": {names}" if names else "")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
