"""The ledger as JSON. Every answer names the schema of its forms: docs/json.md."""

from fastapi import APIRouter

from overhorizon.web.api import status

router = APIRouter(prefix="/api/v1")
router.include_router(status.router)
