"""Letters to everybody who acts for a municipality, and to its shared mailboxes."""

from collections.abc import Iterable
from datetime import datetime

from competition.letters import kinds, outbox
from competition.models import Mailbox, Membership, Municipality, User
from competition.models.membership import Role


def tell_members(
    municipality: Municipality,
    *,
    happened: str,
    at: datetime,
    by: User | None,
    person: User | None = None,
    role: str = "",
    address: str = "",
    reason: str = "",
    also: Iterable[User] = (),
) -> None:
    """Owe the letter that says what has changed, in the transaction of the act.

    ``happened``: ``joined``, ``role``, ``left``, ``invited``, ``mailbox`` or ``mailbox_removed``;
    about a ``person``, or an ``address``. ``also`` are told who do not (yet, any more) act for it.
    The mailboxes are told too: that is how a town hall notices what its own account holders do.
    """
    context = {
        "municipality": municipality,
        "happened": happened,
        "person": person,
        "role": Role(role).label if role else "",
        "address": address,
        "by": by,
        "reason": reason,
        "at": at,
    }
    occasion = f"{happened} {municipality.ags} {person.pk if person else 0} {at:%y%m%d%H%M%S%f}"
    members = Membership.objects.filter(municipality=municipality).select_related("user")
    people = {user.pk: user for user in (*(member.user for member in members), *also)}
    mailboxes = Mailbox.objects.filter(municipality=municipality, confirmed_at__isnull=False)
    to_people = (
        outbox.written(
            kinds.MEMBERSHIP_CHANGED,
            call=None,
            recipient=user,
            occasion=occasion,
            context=context,
            written_at=at,
        )
        for user in people.values()
    )
    to_mailboxes = (
        outbox.written(
            kinds.MEMBERSHIP_CHANGED,
            call=None,
            recipient=None,
            address=mailbox.address,
            occasion=occasion,
            context=context,
            written_at=at,
        )
        for mailbox in mailboxes
    )
    outbox.owe(*to_people, *to_mailboxes)
