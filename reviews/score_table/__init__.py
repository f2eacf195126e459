"""All scores of a round as a table, for the office: who gave what, and whether it counts."""
