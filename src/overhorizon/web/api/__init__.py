"""The ledger as JSON. Every answer names the schema of its forms: docs/json.md."""

from fastapi import APIRouter

from overhorizon.web.api import alerts, briefs, exports, incidents, reports, status, watches, who_and_where, writing
from overhorizon.web.schemas import problems

router = APIRouter(
    prefix="/api/v1",
    responses=problems({
        404: "What the address names is not in the ledger.",
        422: "What was asked cannot be asked; the detail says what to write instead.",
        503: "The ledger is in use by another program.",
    }),
)  # fmt: skip
for part in (status, incidents, reports, who_and_where, alerts, briefs, exports, writing, watches):
    router.include_router(part.router)
