"""The forms in which the API answers and is asked, where they are not those of `export/jsonform.py`."""

from dataclasses import asdict

from pydantic import BaseModel, ConfigDict

from overhorizon.store.rows import Counts


class Form(BaseModel):
    """A frozen form that takes no field which it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Status(Form):
    """How much the ledger holds; ``version`` changes whenever an answer may have changed."""

    captures: int
    reports: int
    revisions: int
    runs: int
    incidents: int
    claims: int
    unread: int
    rejections: int
    forgotten: int
    version: str

    @classmethod
    def of(cls, counts: Counts, version: str) -> "Status":
        return cls(**asdict(counts), version=version)
