"""The workbench: the ledger in a browser, and as JSON."""
