"""Quality with gates: measured by public scorers on named data, compared with baseline.json."""
