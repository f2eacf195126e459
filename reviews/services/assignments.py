"""Who reviews what. A small jury reads everything; a conflict outweighs an assignment."""

from datetime import datetime

from competition.models import Application, Call
from competition.models.application import ApplicationState
from reviews.models import Assignment


def assign_full_panel(*, call: Call, at: datetime) -> int:
    """Assign every admitted application to every juror; returns how many rows were added.

    Conflicted pairs get a row too: the juror sees "befangen" there instead of a gap. Needs the
    transaction in which reviewing opens.
    """
    admitted = Application.objects.filter(call=call, state=ApplicationState.ADMITTED)
    rows = [
        Assignment(jury_member=juror, application=application, assigned_at=at)
        for juror in call.jury_members.all()
        for application in admitted
    ]
    return len(Assignment.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True))
