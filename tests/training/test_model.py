"""The network: padding changes nothing, learning happens, a resumed run goes on where it stopped."""

import random
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from overhorizon.encoder.labels import flat_slices  # noqa: E402
from training.data import Cue, Example  # noqa: E402
from training.losses import collate, losses  # noqa: E402
from training.model import Network, Shape  # noqa: E402
from training.settings import load_settings  # noqa: E402

SMALL = Shape(vocabulary=50, positions=32, width=24, layers=2, heads=2, inner=48, dropout=0.0)
CONFIG = Path(__file__).parents[2] / "training" / "config"


def example(length: int = 6) -> Example:
    tags = (-100, 1, 3, 5, *(6,) * (length - 5), -100)
    flat = {
        "cue": tuple({3: 1}.get(tag, tag if tag == -100 else 0) for tag in tags),
        "source": tuple({1: 1}.get(tag, tag if tag == -100 else 0) for tag in tags),
        "content": tuple({5: 1, 6: 2}.get(tag, tag if tag == -100 else 0) for tag in tags),
        "mention": (-100, 7, *(0,) * (length - 3), -100),
        "trigger": (-100, 0, 1, *(0,) * (length - 4), -100),
    }
    return Example(
        pieces=tuple(range(1, length + 1)),
        caps=(0,) * length,
        words=tuple((i, i + 1) for i in range(1, length - 1)),
        flat=flat,
        cues=(Cue(pieces=(2, 3), tags=tags),),
        unknown=frozenset({"weapon"}),
        attributed=True,
    )


def test_padding_changes_nothing() -> None:
    torch.manual_seed(0)
    network = Network(SMALL).eval()
    batch = collate([example(6), example(9)], chance=random.Random(0), caps_noise=0.0)
    padded, _, passages = network.encoder(batch.pieces, batch.caps, batch.mask)
    alone, _, passage = network.encoder(batch.pieces[:1, :6], batch.caps[:1, :6])
    assert torch.allclose(padded[0, :6], alone[0], atol=1e-5)
    assert torch.allclose(passages[0], passage[0], atol=1e-5)


def test_the_cue_layer_answers_differently_for_different_cues() -> None:
    torch.manual_seed(0)
    network = Network(SMALL).eval()
    states, _, _ = network.encoder(torch.arange(1, 9)[None], torch.zeros(1, 8, dtype=torch.long))
    tags, valid = network.cue_layer(states, torch.tensor([[1, 2], [5, 7]]))
    assert tags.shape == (2, 8, 7)
    assert valid.shape == (2,)
    assert not torch.allclose(tags[0], tags[1], atol=1e-3)


def test_every_part_of_the_loss_falls() -> None:
    torch.manual_seed(0)
    network = Network(SMALL)
    optimiser = torch.optim.AdamW(network.parameters(), lr=3e-3)
    batch = collate([example()] * 4, chance=random.Random(0), caps_noise=0.0)
    first = last = losses(network, batch, random.Random(0))
    for _ in range(60):
        optimiser.zero_grad()
        last = losses(network, batch, random.Random(0))
        torch.stack(list(last.values())).sum().backward()
        optimiser.step()
    assert all(last[name] < first[name] / 2 for name in first)


def test_tags_that_a_set_lacks_cost_nothing_outside() -> None:
    torch.manual_seed(0)
    network = Network(SMALL)
    weapon = flat_slices()["mention"].stop - 2
    with torch.no_grad():
        network.encoder.flat.weight.zero_()
        network.encoder.flat.bias.zero_()
        network.encoder.flat.bias[weapon] = 20.0
    only_outside = example()
    only_outside.flat["mention"] = (-100, 0, 0, 0, 0, -100)  # type: ignore[index]
    batch = collate([only_outside], chance=random.Random(0), caps_noise=0.0)
    assert losses(network, batch, random.Random(0))["mention"] < 1e-3


@pytest.mark.parametrize("name", ["full.toml", "open.toml"])
def test_the_settings_can_be_read(name: str) -> None:
    settings = load_settings(CONFIG / name)
    assert settings.only_open == (name == "open.toml")
    assert settings.minutes <= 100
