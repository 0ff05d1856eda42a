"""How values and text are put into words, for every screen, page, table and message."""
