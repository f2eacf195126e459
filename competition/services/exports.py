"""What the office takes out of the system in a file: noted before the first byte leaves."""

from django.db import transaction

from competition import audit, policies
from competition.errors import Refusal
from competition.models import Call, User


def note(*, call: Call, by: User, what: str, form: str, count: int) -> None:
    """Enter in the internal log that a person takes ``what`` ("applications", "scores") of a round
    out as a ``form`` ("csv", "xlsx", "zip") of ``count`` rows; nothing of what stands in it.

    Who may read it may take it out, an auditor too. Raises ``not_allowed`` for everybody else.
    """
    if not policies.is_office(by):
        raise Refusal("not_allowed")
    with transaction.atomic():
        audit.log(
            act=f"{what}.exported",
            by=by,
            subject=call.slug,
            payload={"form": form, "count": count},
        )
