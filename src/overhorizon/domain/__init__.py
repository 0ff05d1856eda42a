"""The nouns: frozen values, no I/O, no clock. docs/glossary.md says what each word means."""
