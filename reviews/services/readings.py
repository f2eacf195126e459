"""Readings: which applications a juror has opened, so that the next unread one is found."""

from competition import clock
from competition.errors import Refusal
from competition.models import Application, User
from reviews import queries
from reviews.models import JuryMember, Reading


def note(*, juror: JuryMember, application: Application, by: User) -> Reading:
    """Note that the juror has opened an application: the first time, and never again.

    An act of its own, because asking for a page writes nothing: a browser that loads ahead has read
    nothing. Raises ``not_allowed`` for another person, ``not_found`` for what the juror may not
    read.
    """
    if juror.user_id != by.pk:
        raise Refusal("not_allowed")
    at = clock.now(juror.call)
    if not queries.applications_for(juror, at).filter(pk=application.pk).exists():
        raise Refusal("not_found")
    reading, _created = Reading.objects.get_or_create(
        jury_member=juror, application=application, defaults={"opened_at": at}
    )
    return reading
