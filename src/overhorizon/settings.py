"""One frozen Settings, built at entry from the environment and the call, passed down."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run needs to know about its surroundings. ``store`` is a database address: ``sqlite:///FILE``."""

    store: str

    @classmethod
    def build(cls, environment: Mapping[str, str], *, store: str | None = None) -> "Settings":
        """The call wins over OVERHORIZON_STORE, which wins over one file in the user's data directory."""
        return cls(store=store or environment.get("OVERHORIZON_STORE") or f"sqlite:///{default_ledger()}")


def default_ledger() -> Path:
    """The ledger of a user who names none."""
    from platformdirs import user_data_path  # deferred: only needed when no store is named

    return user_data_path("overhorizon", appauthor=False) / "ledger.db"
