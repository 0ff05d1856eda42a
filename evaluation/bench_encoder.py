"""Speed, start-up and memory of the encoder on one thread.

    python -m evaluation.bench_encoder [--weights FOLDER] [--seconds 20]

A report is 30 sentences of 25 words in 10 paragraphs, with 20 cues of speech; the words are made up.
"""

import argparse
import json
import random
import resource
import time
from pathlib import Path

_PLACES = ("Tamar", "Osk", "the Velin valley", "Port Amery", "Dunmarrow", "the Karst district")
_SPEAKERS = ("the provincial governor", "a spokesman for the army", "two residents", "the interior ministry", "aid workers")
_CUES = ("said", "told reporters", "confirmed", "announced", "believes")
_FILLERS = (
    "gunmen on motorcycles had crossed the river before dawn and burned the market near the old bridge",
    "at least seven farmers were killed when a mortar shell struck the road that leads to the clinic",
    "the convoy was stopped at a checkpoint outside the town and its drivers were held for many hours",
)
_TAIL = (
    "while the number of wounded was still unclear late on Tuesday evening "
    "and the roads stayed closed to all traffic from the north"
)
SENTENCES, WORDS, CUES, PARAGRAPH = 30, 25, 20, 3


def report(seed: int) -> str:
    """A made-up report of the size that the project measures by."""
    chance = random.Random(seed)
    cited = set(chance.sample(range(SENTENCES), CUES))
    lines = []
    for index in range(SENTENCES):
        head = f"{chance.choice(_SPEAKERS)} {chance.choice(_CUES)} that " if index in cited else f"In {chance.choice(_PLACES)} "
        words = f"{head}{chance.choice(_FILLERS)} {_TAIL}".split()[:WORDS]
        sentence = " ".join(words)
        lines.append(sentence[0].upper() + sentence[1:] + ".")
    return "\n\n".join(" ".join(lines[i : i + PARAGRAPH]) for i in range(0, SENTENCES, PARAGRAPH))


def main() -> None:
    """Command line; prints one JSON object."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--weights", type=Path, help="folder; default: the weights of the package")
    parser.add_argument("--seconds", type=float, default=20.0)
    arguments = parser.parse_args()
    begun = time.perf_counter()
    from overhorizon.encoder.sentences import paragraphs
    from overhorizon.encoder.session import OnnxEncoder

    imported = time.perf_counter()
    encoder = OnnxEncoder.load(arguments.weights)
    loaded = time.perf_counter()
    texts = [report(seed) for seed in range(50)]
    count = attributions = 0
    spent, cpu = time.perf_counter(), time.process_time()
    while time.perf_counter() - spent < arguments.seconds:
        text = texts[count % len(texts)]
        attributions += len(encoder.encode(text, paragraphs(text)).attributions)
        count += 1
    result = {
        "import_s": round(imported - begun, 3),
        "load_s": round(loaded - imported, 3),
        "reports_per_s": round(count / (time.perf_counter() - spent), 2),
        "reports_per_cpu_s": round(count / (time.process_time() - cpu), 2),
        "attributions_per_report": round(attributions / count, 1),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
