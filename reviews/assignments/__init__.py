"""Who reads what: panels, loads, and changes that are shown before they are made."""
