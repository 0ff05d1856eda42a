"""How many people: the words for counts, people and harms, and how they are put together."""
