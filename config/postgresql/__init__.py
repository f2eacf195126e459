"""Django's PostgreSQL, for which a request never waits without end (docs/operations.md).

The server's own limits (``lock_timeout``, ``statement_timeout``) end nothing while the server, or
the line to it, is frozen: then it is up to us to stop waiting.
"""
