"""Open data: what came of a round, as files for programs (docs/open-data.md).

``facts`` loads what is public, by the public doors alone; all else here is plain Python that makes
files of it. Nothing depends on the reader: not on language, session or rights.
"""
