"""What goes out: alerts as messages, when they are due, and the channels that carry them."""
