"""A letter is opened in the portal: who, and when (§ 41 Abs. 2a VwVfG)."""

from django.db import transaction

from competition import audit, clock, queries
from competition.errors import Refusal
from competition.letters.portal import readable
from competition.models import Notice, Retrieval, User


def open_letter(*, notice: Notice, by: User) -> Retrieval:
    """Note that ``by`` opens a letter to one of the own municipalities; the first time counts.

    Opening it again, in whichever of its rows, gives the same retrieval. Raises ``not_found`` for
    strangers, and before the letter's instant has come.
    """
    with transaction.atomic():
        found = readable(by, clock.now()).filter(pk=notice.pk).first()
        if found is None:
            raise Refusal("not_found")
        first = _first_row(found)
        # Two tabs at once: the second waits here, and finds what the first has noted.
        Notice.objects.select_for_update().get(pk=first.pk)
        if noted := queries.retrievals_of(first).filter(user=by).first():
            return noted
        made = Retrieval.objects.create(notice=first, user=by, retrieved_at=clock.now())
        payload = {"kind": first.kind, "at": audit.instant(made.retrieved_at)}
        audit.log(act="notice.retrieved", by=by, subject=first.message_id, payload=payload)
        return made


def _first_row(notice: Notice) -> Notice:
    """Of the rows of one letter the first owed, so that two people note at the same."""
    same = {"application": notice.application_id, "kind": notice.kind, "occasion": notice.occasion}
    return Notice.objects.filter(**same).earliest("pk")
