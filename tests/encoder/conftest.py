"""The weights of the package, loaded once."""

from pathlib import Path

import pytest

import overhorizon.encoder
from overhorizon.encoder.session import TOKENIZER, OnnxEncoder
from overhorizon.encoder.tokens import Tokens


@pytest.fixture(scope="session")
def weights() -> Path:
    return Path(overhorizon.encoder.__file__).parent / "weights"


@pytest.fixture(scope="session")
def tokens(weights: Path) -> Tokens:
    return Tokens(weights / TOKENIZER)


@pytest.fixture(scope="session")
def encoder(weights: Path) -> OnnxEncoder:
    return OnnxEncoder.load(weights)
