"""How time expressions are read (grammar), written down (expressions) and put on the calendar (calendar)."""
