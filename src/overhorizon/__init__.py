"""Overhorizon: a ledger of attributed claims about armed violence, read from published reports."""

__version__ = "0.1.0"
