"""What every test shares."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from overhorizon.gazetteer import Gazetteer

settings.register_profile("default", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("default")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of evaluation data beside the repository, which a public clone does not have."""
    folder = Path(os.environ.get("OVERHORIZON_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip("the evaluation data is not beside this clone")
    return folder


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The package's gazetteer, loaded once."""
    return Gazetteer.load()
