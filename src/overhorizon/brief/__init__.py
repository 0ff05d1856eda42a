"""Views of the ledger -> a cited brief. Pure."""
