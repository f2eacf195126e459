"""The court file (Gerichtsakte): everything about one application, in order, in one ZIP.

``sources`` names who adds what: each app enters its own parts, so that competition knows nothing of
juries. ``bundle`` numbers the parts, sets the index and packs it all. In German whatever the page's
language is, as the papers of ``competition.documents``.
"""
