"""The only wiring: inputs, analysis and store put together."""
