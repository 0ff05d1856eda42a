"""The ledger on disk: captures, reports, their revisions and analyses, and what they can be found by.

Import from the rooms: `ledger.Ledger` (which loads SQLAlchemy), and the light `filters`, `rows` and `outcomes`.
"""
