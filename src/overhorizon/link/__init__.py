"""Across reports: which accounts tell of one incident, and why. Pure: values in, judgements and a partition out."""
