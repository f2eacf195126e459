"""Where heads of the internal log stand outside it: on minutes, and on the records of decisions."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from competition import audit
from reviews.models import Decision, Session


def elsewhere() -> Iterator[audit.Elsewhere]:
    """The heads that closed sessions and confirmed decisions have kept, as they are printed."""
    closed = Session.objects.exclude(log_head="").order_by("pk").values_list("log_head", flat=True)
    for digest in closed:
        yield audit.Elsewhere(_("die Niederschrift einer Jurysitzung"), digest)
    for memo in Decision.objects.exclude(memo=None).order_by("pk").values_list("memo", flat=True):
        if memo and memo.get("log_head"):
            yield audit.Elsewhere(_("ein Auswahlvermerk"), memo["log_head"])
