"""Whatever is sent, the API answers as its description says, and never with an error of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

from overhorizon.web.app import create_app
from tests.web.conftest import SECRET, options

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
CASES = 2_000
ADA = {"Authorization": f"Bearer {SECRET}"}


@pytest.fixture(scope="module")
def open_to_all(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """Someone with a token, on a ledger that may be written to."""
    file = tmp_path_factory.mktemp("schema") / "ledger.db"
    shutil.copy(made, file)
    app = create_app(options(file, hosts=("testserver",)))
    with TestClient(app):
        yield app


def try_all(app: FastAPI, cases: int) -> int:
    """So many generated requests, spread over all operations; how many were sent."""
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    operations: list[Any] = [result.ok() for result in schema.get_all_operations()]  # type: ignore[union-attr]  # ours has no errors
    sent = 0
    for operation in operations:

        @settings(
            max_examples=max(1, cases // len(operations)),
            phases=[Phase.generate],
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def attempt(case: Any) -> None:
            nonlocal sent
            sent += 1
            case.call_and_validate(headers=ADA, checks=CHECKS)

        attempt()
    return sent


def test_a_sample_of_requests(open_to_all: FastAPI) -> None:
    assert try_all(open_to_all, 120) >= 24


@pytest.mark.soak
def test_two_thousand_requests(open_to_all: FastAPI) -> None:
    assert try_all(open_to_all, CASES) >= CASES * 0.8
