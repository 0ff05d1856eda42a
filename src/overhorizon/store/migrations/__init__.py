"""The ledger's schema, version by version; `schema.upgrade` runs it when a ledger is opened."""
