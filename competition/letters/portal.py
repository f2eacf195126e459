"""Which letters a person reads in the portal."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from competition import queries
from competition.letters.kinds import PARTNER_RESULT, PORTAL_KINDS
from competition.models import User

if TYPE_CHECKING:
    from competition.queries import RetrievedNotice

# Read by those alone to whom they are addressed.
ADDRESSED_KINDS = [PARTNER_RESULT.kind]


def readable(person: User, at: datetime) -> "QuerySet[RetrievedNotice, RetrievedNotice]":
    """The letters that a person may read in the portal at ``at``, the latest first."""
    return queries.letters_of(person, at, PORTAL_KINDS, ADDRESSED_KINDS)
