"""Taking back what nobody outside has seen: awards and documents before they are announced.

A decision that is corrected in time replaces the one before it without a trace to the outside;
what was decided first stays in the decisions, their records and the internal log.
"""

from collections.abc import Sequence

from competition import audit, locks, policies, queries
from competition.errors import Refusal
from competition.models import Announcement, Application, Award, Call, Publication, User
from competition.models.announcement import PublicationKind
from competition.models.award import AwardState


def withdraw(*, call: Call, ends: Sequence[Application], by: User) -> None:
    """Take away these awards and all documents of the decision, so that it can be made anew.

    Needs the transaction of the act, which grants and freezes what takes their place. A prepared
    announcement was of the decision before and is prepared anew, also where the same win: reasons
    and letters may be others. Raises ``announcement_standing``: once it is confirmed its letters
    are written.
    """
    policies.require_office(by)
    call = locks.own_call(call.pk)
    if queries.confirmed_announcement(call) is not None:
        raise Refusal("announcement_standing")
    awards = Award.objects.filter(call=call, application__in=ends, state=AwardState.GRANTED)
    documents = Publication.objects.filter(
        call=call, kind__in=(PublicationKind.DECISION, PublicationKind.REASONS)
    )
    digests = sorted(documents.values_list("digest", flat=True))
    awards.delete()
    documents.delete()
    Announcement.objects.filter(call=call).update(awards_digest="")
    audit.log(
        act="awards.withdrawn",
        by=by,
        subject=call.slug,
        payload={
            "applications": sorted(application.public_id for application in ends),
            "documents": digests,
        },
    )
