"""How long what is kept: the periods, what has fallen due, and which accounts nothing needs."""
