"""Changes of the ledger -> alerts. Pure."""
