"""One frozen Settings, built at entry from the environment and the call, passed down."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run needs to know about its surroundings.

    ``store`` is a database address: ``sqlite:///FILE``; ``encoder`` a folder with a token classifier, None for our own network.
    """

    store: str
    encoder: Path | None = None

    @classmethod
    def build(cls, environment: Mapping[str, str], *, store: str | None = None, encoder: Path | None = None) -> "Settings":
        """The call wins over OVERHORIZON_STORE and OVERHORIZON_ENCODER, they over one file in the user's data directory and ours."""
        named = environment.get("OVERHORIZON_ENCODER")
        return cls(
            store=store or environment.get("OVERHORIZON_STORE") or f"sqlite:///{default_ledger()}",
            encoder=encoder or (Path(named) if named else None),
        )


def default_ledger() -> Path:
    """The ledger of a user who names none."""
    from platformdirs import user_data_path  # deferred: only needed when no store is named

    return user_data_path("overhorizon", appauthor=False) / "ledger.db"
