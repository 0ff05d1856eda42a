"""What the API takes and gives, for its description. The fields of rows and objects are documented in docs/json.md."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

_PLAIN = r"^[^\x00]*$"
Id = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True, pattern=_PLAIN)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True, pattern=_PLAIN)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True, pattern=_PLAIN)]


class Form(BaseModel):
    """A frozen form that takes no field which it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Rows(Form):
    """A page of a list: ``next`` is the cursor of the page after it, ``undated`` how many a range of days left out as undated."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Annotated[Literal["overhorizon/1"], Field(alias="schema")]
    kind: str
    total: int
    undated: int
    next: str | None
    rows: list[dict[str, Any]]


class Problem(BaseModel):
    """Problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


def problems(told: Mapping[int, str]) -> dict[int | str, dict[str, Any]]:
    """Answers other than what was asked for, by status, with what each means."""
    content = {"application/problem+json": {"schema": Problem.model_json_schema()}}
    return {status: {"description": description, "content": content} for status, description in told.items()}


class NewJudgement(Form):
    """What you hold of two incidents, or of single accounts of them, by id. ``first`` is the part where the verdict is *part of*."""

    verdict: Literal["same", "different", "part of", "rival"]
    first: Id
    second: Id
    reason: Words


class NewSplit(Form):
    """Accounts of an incident that go apart, to stand as another one together."""

    incident: Id
    accounts: Annotated[list[Id], Field(min_length=1, max_length=200)]
    reason: Words


class NewCorrection(Form):
    """Your verdict on a reading: of an account (i-...), a property, and the words [start, end) on which it rests.

    ``value`` goes with *corrected*: a number or range for a toll ("84", "80 to 90", "at least 80"), a day, month or year for a
    date, a place, a type of incident, or a party by name. ``harm`` goes with tolls.
    """

    account: Id
    about: Literal["toll", "perpetrator", "date", "place", "manner", "target"]
    start: Annotated[int, Field(ge=0, le=100_000_000)]
    end: Annotated[int, Field(ge=1, le=100_000_000)]
    ruling: Literal["accepted", "corrected", "rejected"]
    reason: Words
    value: Short | None = None
    harm: Short | None = None


class NewNote(Form):
    """A signed remark on an incident (e-...), a report (r-...) or a claim (c-...); a claim's ``report`` is named, too."""

    subject: Id
    report: Id | None = None
    text: Words
    in_briefs: bool = False


class NewRating(Form):
    """How reliable you hold an outlet to be: A (completely) to E (unreliable), F (cannot be judged)."""

    outlet: Short
    reliability: Literal["A", "B", "C", "D", "E", "F"]
    reason: Words


class AskedOf(Form):
    """What a watch asks: the keys of a `[[watch]]` of the settings file. What is left out asks for all; ``send`` names channels."""

    theatres: Annotated[list[Short], Field(max_length=200)] = []
    triggers: Annotated[list[Short], Field(max_length=20)] = []
    types: Annotated[list[Short], Field(max_length=50)] = []
    actors: Annotated[list[Short], Field(max_length=200)] = []
    killed_at_least: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    roots_at_least: Annotated[int, Field(ge=0, le=10_000)] = 0
    severity: Literal["info", "notice", "urgent"] = "notice"
    send: Annotated[list[Short], Field(max_length=50)] = []


class NewWatch(AskedOf):
    """A watch to be kept in the ledger, beside those of the settings file."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True, pattern=_PLAIN)]


class ChangedWatch(AskedOf):
    """What a watch asks from now on; ``paused`` keeps it and asks nothing."""

    paused: bool = False


class Tried(Form):
    """What a watch would have told since a day, had it been there; ``unasked`` are triggers of no single incident, left out."""

    since: str
    alerts: int
    incidents: int
    looked_at: int
    unasked: list[str]
    newest: list[dict[str, Any]]


class NewUndoing(Form):
    """Why you take back what was said."""

    reason: Words


class Said(Form):
    """The ids under which what you said is on record."""

    ids: list[str]
