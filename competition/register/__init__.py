"""The official register of municipalities, as a file: reading, checking, writing. No Django here.

``read`` takes the bytes of the official fixed-width file (GV100AD) or of a table (CSV), plain or
gzip, and gives a ``Register`` or a ``RegisterError`` with every fault found. ``docs/register.md``
describes both formats.
"""

from competition.register.faults import SENTENCES, Fault, RegisterError
from competition.register.names import display_name, search_text, search_words
from competition.register.reading import read
from competition.register.rows import Register, RegisterRow
from competition.register.table import write_table

__all__ = [
    "SENTENCES",
    "Fault",
    "Register",
    "RegisterError",
    "RegisterRow",
    "display_name",
    "read",
    "search_text",
    "search_words",
    "write_table",
]
