"""``manage.py verify_audit``: are the chains still as they were written? See docs/audit.md."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competition import audit
from competition.audit.words import FAULTS
from competition.models import Call

HEX = frozenset("0123456789abcdef")


def sentence(state: audit.ChainState) -> str:
    """One line about one chain: whole, or where it breaks, what was done there, and who says so."""
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
        told = _(
            "%(name)s: gebrochen. Eintrag %(number)s ist nicht so erhalten, wie ihn die "
            "Eingangsbestätigung %(receipt)s nennt."
        )
    elif state.witness:
        told = _(
            "%(name)s: gebrochen. Den Stand, den %(witness)s nennt, enthält die Kette nicht; "
            "spätestens bei Eintrag %(number)s."
        )
    else:
        told = _("%(name)s: gebrochen ab Eintrag %(number)s.")
    told %= {
        "name": name,
        "number": state.broken_at,
        "receipt": state.receipt,
        "witness": state.witness,
    }
    return f"{told} {FAULTS[state.fault]}" if state.fault else told


def head_of(typed: str) -> audit.Elsewhere:
    """``[call:][number:]digest`` as it stands on paper. Raises ``CommandError``."""
    *before, digest = typed.strip().split(":")
    digest = digest.strip().lower()
    number = (
        int(before.pop()) if before and before[-1].isdecimal() and len(before[-1]) < 19 else None
    )
    if len(digest) != 64 or not HEX.issuperset(digest) or len(before) > 1:
        raise CommandError(
            _("So ist ein Ende anzugeben: [Wettbewerb:][Nummer:]Prüfsumme, mit 64 Stellen.")
        )
    slug = before[0] if before else None
    if slug is not None and not Call.objects.filter(slug=slug).exists():
        raise CommandError(_("Den Wettbewerb „%(slug)s“ gibt es hier nicht.") % {"slug": slug})
    return audit.Elsewhere(_("das angegebene Ende"), digest, number, slug)


class Command(BaseCommand):
    help = (
        "Checks the chains of the audit log, also against receipts, minutes and records of "
        "decisions. Exit status 1 if one is not as it was written; the first broken entry of each "
        "is named, and what was done there: changed, removed, reordered, inserted, cut off."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            metavar="[CALL:][NUMBER:]DIGEST",
            help="An end that stands elsewhere (on paper, in a backup); may be repeated.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        states = audit.verify([head_of(typed) for typed in options["head"]])
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
