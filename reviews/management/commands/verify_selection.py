"""``manage.py verify_selection RUN``: computes a run anew from its stored input and compares.

Exit status 0 where everything agrees, else 1. Checked are the digests of input and result, both
against the row and against the audit chain, and every key of the result.
"""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from competition import receipts
from competition.models import AuditEntry
from reviews.models import SelectionRun
from reviews.models.selection_run import RunState
from reviews.selection import ENGINE_VERSION, CaseError, select
from reviews.selection.documents import Document, compare


class Command(BaseCommand):
    help = "Computes a selection run anew and compares digests and result."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("run", help="the run's public id")

    def handle(self, *args: Any, **options: Any) -> None:
        run = SelectionRun.objects.filter(public_id=options["run"]).first()
        if run is None:
            raise CommandError(_("Einen Lauf „%(run)s“ gibt es nicht.") % {"run": options["run"]})
        if run.state == RunState.QUEUED:
            raise CommandError(_("Der Lauf wartet noch: zu vergleichen ist nichts."))
        if run.is_scenario:
            self.stdout.write(_("SZENARIO: %(title)s") % {"title": run.scenario_title})
        faults = self._faults(run)
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            raise CommandError(_("Der Lauf %(run)s ist NICHT bestätigt.") % {"run": run.public_id})
        self.stdout.write(_("Der Lauf %(run)s ist bestätigt.") % {"run": run.public_id})

    def _faults(self, run: SelectionRun) -> list[str]:
        """What is wrong with the run; a row that is no result at all is a fault of its own."""
        found: list[str] = []
        try:
            found.extend(self._digest_faults(run))
            found.extend(self._result_faults(run))
        except (AttributeError, KeyError, TypeError, ValueError):
            found.append(_("Was gespeichert ist, hat nicht die Form eines Laufs."))
        return found

    def _digest_faults(self, run: SelectionRun) -> Iterator[str]:
        """What the stored digests, and those in the audit chain, do not cover."""
        if receipts.digest(run.input) != run.input_digest:
            yield _("Die Eingabe hat nicht die gespeicherte Prüfsumme.")
        else:
            self.stdout.write(_("Eingabe: Prüfsumme %(sha)s stimmt.") % {"sha": run.input_digest})
        if run.result is not None and receipts.digest(run.result) != run.result_digest:
            yield _("Das Ergebnis hat nicht die gespeicherte Prüfsumme.")
        entries = AuditEntry.objects.filter(subject=run.public_id)
        logged = dict(entries.order_by("pk").values_list("act", "payload"))
        asked = "selection.supposed" if run.is_scenario else "selection.requested"
        for act, digest in (
            (asked, run.input_digest),
            ("selection.computed", run.result_digest),
        ):
            if logged.get(act, {}).get("sha256") != digest:
                yield _("Das Protokoll nennt unter %(act)s eine andere Prüfsumme.") % {"act": act}

    def _result_faults(self, run: SelectionRun) -> Iterator[str]:
        """How the result computed anew differs from the stored one."""
        stored: dict[str, Any] | None = run.result
        try:
            computed = _computed_like(run.input, stored or {})
        except CaseError as error:
            if stored is None and run.error == str(error)[:300]:
                self.stdout.write(_("Der Lauf ist gescheitert, auch beim Nachrechnen: %s") % error)
            else:
                yield _("Die Eingabe ist nicht zu rechnen: %s") % error
            return
        if stored is None:
            yield _("Der Lauf ist gescheitert, das Nachrechnen gelingt.")
            return
        yield from self._differences(run, stored, computed)

    def _differences(
        self, run: SelectionRun, stored: dict[str, Any], computed: dict[str, Any]
    ) -> Iterator[str]:
        if run.engine_version != ENGINE_VERSION:
            versions = {"then": run.engine_version, "now": ENGINE_VERSION}
            self.stdout.write(_("Gerechnet mit %(then)s, nachgerechnet mit %(now)s.") % versions)
        if stored["status"] == "not_proven":
            self.stdout.write(_("Der Lauf hat in seiner Zeit nichts bewiesen und nichts gewählt."))
            stored = {key: stored[key] for key in ("gate", "valid_reviews", "scores")}
            computed = {**computed, "status": None, "selected": None}
            stored |= {"status": None, "selected": None}
        agreement = compare(Document(run.input, published=stored), computed)
        if not agreement.holds or agreement.unchecked:
            keys = ", ".join([*agreement.different, *agreement.unchecked])
            yield _("Beim Nachrechnen kommt anderes heraus: %(keys)s.") % {"keys": keys}
        else:
            count = {"count": len(agreement.same)}
            self.stdout.write(_("Ergebnis: %(count)s Angaben nachgerechnet, alle gleich.") % count)


def _computed_like(case: dict[str, Any], stored: dict[str, Any]) -> dict[str, Any]:
    """The result computed anew, without a time limit, with the parts that the stored one has."""
    drawn = stored.get("insight", {}).get("bootstrap", {})
    return select(
        case,
        insight="insight" in stored,
        bootstrap=drawn.get("runs", 0),
        bootstrap_seed=drawn.get("seed", ""),
    )
