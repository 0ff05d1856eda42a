"""One module per version. A released one is never edited: a change is a new version."""
