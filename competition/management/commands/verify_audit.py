"""``manage.py verify_audit``: are the chains still as they were written? See docs/operations.md."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competition import audit


def sentence(state: audit.ChainState) -> str:
    """One line about one chain."""
    name = state.call.slug if state.call else _("Internes Protokoll")
    length = ngettext("%(count)s Eintrag", "%(count)s Einträge", state.length) % {
        "count": state.length
    }
    if state.is_whole:
        return _("%(name)s: %(length)s, unversehrt, Ende %(digest)s") % {
            "name": name,
            "length": length,
            "digest": state.digest,
        }
    if state.receipt:
        return _(
            "%(name)s: gebrochen. Eintrag %(number)s ist nicht so erhalten, wie ihn die "
            "Eingangsbestätigung %(receipt)s nennt."
        ) % {"name": name, "number": state.broken_at, "receipt": state.receipt}
    return _("%(name)s: gebrochen ab Eintrag %(number)s.") % {
        "name": name,
        "number": state.broken_at,
    }


class Command(BaseCommand):
    help = (
        "Checks the chains of the audit log, also against the receipts. Exit status 1 if one is "
        "not as it was written; the first broken entry of each is named."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        states = audit.verify()
        for state in states:
            self.stdout.write(sentence(state))
        broken = [state for state in states if not state.is_whole]
        if broken:
            raise CommandError(
                ngettext(
                    "%(count)s Kette ist nicht unversehrt.",
                    "%(count)s Ketten sind nicht unversehrt.",
                    len(broken),
                )
                % {"count": len(broken)}
            )
