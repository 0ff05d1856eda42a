"""What a run is told: its surroundings (`Settings`), and what a person looks after (`Monitor`, one TOML file)."""

from overhorizon.settings.surroundings import Settings, default_ledger

__all__ = ["Settings", "default_ledger"]
