"""Reading the chains, on pages and by program: which call an entry is of, and what is sealed.

Before its deadline nobody in the office may know who submits when. Of an entry about an
application of such a call, or about one of its letters, only the act is told, with the digests: its
instant, its subject, who acted and the details are not, and no filter finds it by them. With the
deadline all of it is open, and the whole chain can be computed again.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    When,
)
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from competition import listings
from competition.models import Application, AuditEntry, AuditHead, Call, Notice

# What an entry's subject may be: the model, its column, and the path to its call's slug. Each app
# above enters its own.
SUBJECTS: list[tuple[type[Model], str, str]] = [
    (Call, "slug", "slug"),
    (Application, "public_id", "call__slug"),
    (Notice, "message_id", "call__slug"),
]


def told(entries: "QuerySet[AuditEntry]", at: datetime) -> "QuerySet[Any]":
    """Entries with ``call_slug`` and ``application_id`` (public; each null where there is none),
    and whether they are sealed at the database's instant ``at`` (``is_sealed``)."""
    slugs = [_of_subject(*each) for each in SUBJECTS]
    application = Coalesce(
        _of_subject(Application, "public_id", "public_id"),
        _of_subject(Notice, "message_id", "application__public_id"),
    )
    sealed = Case(When(_is_sealed(at), then=True), default=False, output_field=BooleanField())
    return entries.select_related("head__call", "actor").annotate(
        call_slug=Coalesce("head__call__slug", *slugs),
        application_id=application,
        is_sealed=sealed,
    )


def opened(entries: "QuerySet[AuditEntry]", at: datetime) -> "QuerySet[Any]":
    """The entries that are not sealed at the database's instant ``at``, as ``told`` gives them."""
    return told(entries, at).filter(is_sealed=False)


def chain(entries: "QuerySet[Any]", call: Call | None) -> "QuerySet[Any]":
    """The entries of a call's chain, or (None) of the internal log, as they follow each other. Its
    head is named by its key, so that a page is read along the chain and not all of it sorted."""
    head = AuditHead.objects.filter(call=call).order_by()
    return entries.filter(head=Subquery(head.values("pk")[:1])).order_by("sequence")


def sealing(at: datetime) -> QuerySet[Call]:
    """The calls that seal entries at ``at``, the one that opens them first before the others."""
    found = Call.objects.published().filter(deadline_at__gt=listings.own_time(at))
    return found.order_by("deadline_at", "slug")


def _of_subject(model: type[Model], column: str, path: str) -> Subquery:
    found = model._base_manager.filter(**{column: OuterRef("subject")})
    return Subquery(found.values(path)[:1])


def _is_sealed(at: datetime) -> Q:
    """A chain of a call holds nothing but what its applications do."""
    chain = Q(head__call__deadline_at__gt=listings.own_time(at, "head__call__clock_shift"))
    own = listings.own_time(at, "call__clock_shift")
    applications = Application.objects.filter(
        public_id=OuterRef("subject"), call__deadline_at__gt=own
    )
    letters = Notice.objects.filter(
        message_id=OuterRef("subject"), application__isnull=False, call__deadline_at__gt=own
    )
    return chain | Q(Exists(applications)) | Q(Exists(letters)) | Q(subject__in=_discarded(at))


def _discarded(at: datetime) -> "QuerySet[Any]":
    """The subjects that were drafts, gone since, in a call that is still open: found once for all
    entries, since no index leads to them."""
    still_open = Call.objects.filter(deadline_at__gt=listings.own_time(at))
    said = AuditEntry.objects.filter(act="application.discarded").order_by()
    said = said.alias(of_call=KT("payload__call")).filter(of_call__in=still_open.values("slug"))
    return said.values("subject")


def behind(
    heads: Iterable[AuditHead], read: Mapping[int, int], entries: "QuerySet[Any]"
) -> "QuerySet[Any]":
    """The entries of these chains behind what was ``read`` of each: its last number by head.

    Each chain has its own place, so none can hide another's: an act that ends late, in whatever
    chain, still lies behind the place up to which its chain was read. Inside a chain the lock of
    its head makes one order; between two chains entries come as they were written down.
    """
    wanted = Q(pk__in=[])
    for head in heads:
        wanted |= Q(head=head, sequence__gt=read.get(head.pk, 0))
    return entries.filter(wanted).order_by("pk")
