"""The living style guide: every component and a form with errors; for development only."""
