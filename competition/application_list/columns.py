"""The columns of the office's list: those of every round, and one per short answer of a call.

Before the deadline only those exist that tell nothing of content or arrival.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from competition import reading
from competition.models import Application, Question
from competition.models.application import ApplicationState
from competition.models.call import QuestionKind
from competition.models.municipality import FederalState
from competition.models.municipality import Kind as MunicipalityKind
from competition.tables.columns import Kind, Value

SEALED_DEFAULT = ("federal_state", "size_class", "state")
OPENED_DEFAULT = (*SEALED_DEFAULT, "title", "received_at")
ANSWER = "answer-"
MOST = 12
"""Columns beside the municipality's own: more, and no line fits on any screen."""
ANSWER_KINDS: dict[str, Kind] = {
    QuestionKind.LINE: "text",
    QuestionKind.CHOICE: "text",
    QuestionKind.CHOICES: "text",
    QuestionKind.DECLARATION: "text",
    QuestionKind.NUMBER: "count",
    QuestionKind.MONEY: "cents",
    QuestionKind.DATE: "day",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of the list. ``label``: its name, in ``lang`` where that is not the page's.

    ``value`` reads it from a row; ``needs`` names what the row must be loaded with
    (``rows.NEEDS``).
    """

    key: str
    label: Any
    value: Callable[[Any], Value]
    kind: Kind = "text"
    needs: frozenset[str] = frozenset()
    is_sealed: bool = False
    lang: str = ""
    width: int = 16

    @property
    def is_numeric(self) -> bool:
        return self.kind in ("count", "cents")


def _of_version(name: str) -> Callable[[Application], Value]:
    """Reads a field of the valid version; None where there is none."""
    return lambda row: getattr(row.valid_version, name) if row.valid_version else None


def _partners(row: Application) -> str:
    partners = row.valid_version.content["partners"] if row.valid_version else []
    return ", ".join(partner["name"] for partner in partners)


def _files_count(row: Application) -> int | None:
    if row.valid_version is None:
        return None
    answers = row.valid_version.content["answers"]
    return sum(len(each["value"]) for each in answers if each["kind"] == QuestionKind.FILES)


def _named(thing: Any) -> str | None:
    return str(thing) if thing is not None else None


# ``is_sealed``: exists before the deadline, too.
EVERYWHERE = (
    Shown("ags", _("Schlüssel (AGS)"), lambda row: row.municipality.ags, is_sealed=True),
    Shown(
        "kind",
        _("Art"),
        lambda row: str(MunicipalityKind(row.municipality.kind).label),
        is_sealed=True,
    ),
    Shown(
        "federal_state",
        _("Land"),
        lambda row: str(FederalState(row.municipality.state).label),
        is_sealed=True,
        width=22,
    ),
    Shown(
        "population",
        _("Einwohner"),
        lambda row: row.municipality.population,
        "count",
        is_sealed=True,
    ),
    Shown(
        "size_class",
        _("Größenklasse"),
        lambda row: row.municipality.get_size_class_display(),
        is_sealed=True,
        width=26,
    ),
    Shown("state", _("Stand"), lambda row: str(ApplicationState(row.state).label), is_sealed=True),
    Shown("public_id", _("Kennung"), lambda row: row.public_id, is_sealed=True, width=22),
    Shown("title", _("Titel"), _of_version("title"), width=40),
    Shown("received_at", _("Eingang"), _of_version("received_at"), "instant", width=20),
    Shown("version", _("Fassung"), _of_version("number"), "count", width=9),
    Shown(
        "occasion",
        _("Anlass der Fassung"),
        lambda row: str(row.valid_version.get_occasion_display()) if row.valid_version else None,
        width=24,
    ),
    Shown(
        "receipt",
        _("Nummer der Eingangsbestätigung"),
        lambda row: row.valid_version.receipt.number if row.valid_version else None,
        needs=frozenset({"receipt"}),
    ),
    Shown("partners", _("Partner"), _partners, needs=frozenset({"content"}), width=30),
    Shown("files", _("Zahl der Anlagen"), _files_count, "count", needs=frozenset({"content"})),
    Shown(
        "contact",
        _("Kontakt"),
        lambda row: str(row.contact),
        needs=frozenset({"contact"}),
        width=24,
    ),
    Shown("screened_at", _("Geprüft am"), lambda row: row.screened_at, "instant", width=20),
    Shown(
        "screened_by",
        _("Geprüft von"),
        lambda row: _named(row.screened_by),
        needs=frozenset({"screened_by"}),
        width=24,
    ),
    Shown(
        "screening_reason",
        _("Begründung des Ausschlusses"),
        lambda row: row.screening_reason,
        width=40,
    ),
    Shown(
        "correction",
        _("Berichtigung bis"),
        lambda row: row.correction_due_at,
        "instant",
        needs=frozenset({"correction"}),
        width=20,
    ),
    Shown(
        "late_until",
        _("Nachfrist bis"),
        lambda row: row.late_until_at,
        "instant",
        needs=frozenset({"late"}),
        width=20,
    ),
    Shown(
        "award",
        _("Förderung (bekannt gegeben)"),
        lambda row: row.award_cents,
        "cents",
        needs=frozenset({"award"}),
    ),
)


def available(questions: Iterable[Question], *, opened: bool) -> dict[str, Shown]:
    """The columns of a call by key, in the order in which they are offered."""
    found = [column for column in EVERYWHERE if opened or column.is_sealed]
    if opened:
        found += [_answer(each) for each in questions if each.kind in ANSWER_KINDS]
    return {column.key: column for column in found}


def default(*, opened: bool) -> tuple[str, ...]:
    """What the list shows as long as nobody asks for other columns."""
    return OPENED_DEFAULT if opened else SEALED_DEFAULT


def _answer(question: Question) -> Shown:
    kind = ANSWER_KINDS[question.kind]
    return Shown(
        f"{ANSWER}{question.key}",
        question.label,
        _value_of(question),
        kind,
        frozenset({"content"}),
        lang="de",
        width=16 if kind != "text" else 30,
    )


def _value_of(question: Question) -> Callable[[Application], Value]:
    def value(row: Application) -> Value:
        given = _given(row, question.key)
        if given is None or given in ("", []):
            return None
        if ANSWER_KINDS[question.kind] == "text":
            return reading.words(question, given) or None
        return date.fromisoformat(given) if question.kind == QuestionKind.DATE else int(given)

    return value


def _given(row: Application, key: str) -> Any:
    """The sealed answer; None where there is none, or the question was not asked."""
    if row.valid_version is None:
        return None
    content: Mapping[str, Any] = row.valid_version.content
    return next((each["value"] for each in content["answers"] if each["key"] == key), None)
