"""What the accounts of one incident come to: values with who stands behind them, which is preferred, and what contradicts it."""
