"""A clean report and its tagging in, what it says out: mentions, claims, incident mentions, relations, quantities."""
