"""What the ledger holds, and how it is doing."""

from fastapi import APIRouter

from overhorizon.web.asking import Ask
from overhorizon.web.schemas import Status

router = APIRouter(tags=["status"])


@router.get("/status")
def status(ask: Ask) -> Status:
    """How much the ledger holds."""
    return Status.of(ask.ledger.counts(), ask.version())
