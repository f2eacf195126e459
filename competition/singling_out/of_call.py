"""Whom a call's public bundle singles out, read from the register and said in words to the office.

Nothing that is published depends on it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from competition import pictures, queries
from competition.models import Application, Call
from competition.models.call import PublicationLevel
from competition.singling_out import combinations
from competition.singling_out.combinations import Finding, Reason

LABELS = {
    "kind": gettext_lazy("Art der Kommune"),
    "size_class": gettext_lazy("Größenklasse"),
    "state": gettext_lazy("Land"),
    "perspectives": gettext_lazy("Perspektive der Offenheit"),
}


@dataclass(frozen=True, slots=True)
class Exposed:
    """One application without an award that would be recognised: by what, and why."""

    application: Application
    by: str
    why: str


def found(
    call: Call, applications: Iterable[Mapping[str, Any]], awarded: Mapping[str, str]
) -> list[Finding]:
    """Who is singled out by a bundle of these rows (``id``, ``attrs``), with AGS of who is named.

    Nobody where the call publishes its awards alone. One query.
    """
    if call.publication_level != PublicationLevel.BUNDLE:
        return []
    rows = {each["id"]: each["attrs"] for each in applications}
    return combinations.findings(rows, awarded, queries.register_of(call))


def told(
    call: Call, applications: Iterable[Mapping[str, Any]], awarded: Mapping[str, str]
) -> list[Exposed]:
    """The same in words, with the names that only the office knows. Two queries."""
    applications = list(applications)
    exposed = found(call, applications, awarded)
    if not exposed:
        return []
    attrs = {each["id"]: each["attrs"] for each in applications}
    own = Application.objects.filter(call=call, public_id__in=[each.id for each in exposed])
    known = {each.public_id: each for each in own.select_related("municipality")}
    return [
        Exposed(known[each.id], _by(each, attrs[each.id]), _why(each))
        for each in exposed
        if each.id in known
    ]


def _by(finding: Finding, attrs: Mapping[str, Any]) -> str:
    """By what: "Art der Kommune: Landkreis; Land: Saarland"."""
    return "; ".join(
        f"{LABELS.get(name, name)}: {_value(name, attrs.get(name, ()))}"
        for name in finding.attributes
    )


def _value(name: str, value: str | list[str]) -> str:
    values = [value] if isinstance(value, str) else value
    return ", ".join(pictures.value_name(name, each, {}) for each in values) or "–"


def _why(finding: Finding) -> str:
    if finding.reason == Reason.REGISTER:
        return ngettext(
            "Im Verzeichnis gibt es nur %(count)s Kommune mit diesen Angaben, die sich bewerben "
            "durfte.",
            "Im Verzeichnis gibt es nur %(count)s Kommunen mit diesen Angaben, die sich bewerben "
            "durften.",
            finding.count,
        ) % {"count": finding.count}
    if finding.reason == Reason.LEFT:
        return _(
            "Ohne die namentlich Geförderten bleibt im Verzeichnis höchstens eine Kommune mit "
            "diesen Angaben."
        )
    if not finding.attributes:
        return _("Es ist die einzige nicht geförderte Bewerbung.")
    return _(
        "Keine andere nicht geförderte Bewerbung hat diese Angaben: Wer weiß, wer sich beworben "
        "hat, erkennt sie."
    )
