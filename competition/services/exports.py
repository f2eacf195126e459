"""What the office takes out of the system in a file: noted before the first byte leaves."""

from django.db import transaction

from competition import audit, policies
from competition.models import Call, User


def note(*, call: Call, by: User, what: str, form: str, count: int) -> None:
    """Enter in the internal log that a person takes ``what`` ("applications", "scores") of a round
    out as a ``form`` ("csv", "xlsx", "zip") of ``count`` rows; nothing of what stands in it.

    Raises ``not_allowed``.
    """
    policies.require_office(by)
    with transaction.atomic():
        audit.log(
            act=f"{what}.exported",
            by=by,
            subject=call.slug,
            payload={"form": form, "count": count},
        )
