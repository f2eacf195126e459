"""What happened: moves, refused attempts, the formal check, corrections, late admissions."""

from collections.abc import Iterator

from competition import queries, wording
from competition.court_files.shapes import Leaf, Part, Subject, act, given, moment
from competition.documents.shapes import Fact
from competition.errors import CATALOGUE
from competition.models import Application, ApplicationMove, Attempt, Correction, LateAdmission
from competition.models.application import ApplicationState
from competition.models.audit import AttemptKind

# Refused acts of the municipality itself; what strangers tried is no part of its file.
KEPT = (AttemptKind.SUBMISSION, AttemptKind.UPLOAD)


def parts(subject: Subject) -> Iterator[Part]:
    """The course of the procedure, with persons, times and reasons."""
    application = subject.application
    moves = application.moves.select_related("made_by").order_by("made_at", "pk")
    tried = application.attempts.filter(kind__in=KEPT).select_related("user")
    yield _part(40, "Verlauf", tuple(map(_move, moves)))
    yield _part(41, "Abgewiesene Versuche", tuple(map(_attempt, tried.order_by("logged_at", "pk"))))
    yield _part(42, "Formale Prüfung", _screening(application))
    asked = queries.corrections_of(application).order_by("asked_at", "pk")
    yield _part(43, "Berichtigungen", tuple(_correction(application, each) for each in asked))
    late = queries.late_admissions_of(application).order_by("proposed_at", "pk")
    yield _part(44, "Wiedereinsetzung und Nachfristen", tuple(map(_late_admission, late)))


def _part(position: int, title: str, leaves: tuple[Leaf, ...]) -> Part:
    return Part(position, title, leaves, "" if leaves else "Keine.")


def _state(value: str) -> str:
    return str(ApplicationState(value).label)


def _move(each: ApplicationMove) -> Leaf:
    return Leaf(
        f"{_state(each.source)} → {_state(each.target)}",
        (*act("Durch", each.made_by, each.made_at), *given("Begründung", each.reason)),
    )


def _attempt(each: Attempt) -> Leaf:
    entry = CATALOGUE.get(each.code)
    return Leaf(
        str(each.get_kind_display()),
        (
            Fact("Eingang", moment(each.received_at)),
            *given("Begonnen", moment(each.begun_at) if each.begun_at else ""),
            Fact("Festgehalten", moment(each.logged_at)),
            Fact("Person", each.user.name if each.user else "–"),
            Fact("Grund der Abweisung", each.code),
            *given(
                "Wortlaut", str(entry.sentence) if entry and "%(" not in str(entry.sentence) else ""
            ),
            *given("Prüfsumme des Angebotenen (SHA-256)", each.content_digest, is_code=True),
        ),
    )


def _screening(application: Application) -> tuple[Leaf, ...]:
    if application.screened_at is None:
        return ()
    facts = (
        Fact("Ergebnis", application.get_state_display()),
        *act("Geprüft", application.screened_by, application.screened_at),
        *given("Begründung", application.screening_reason),
    )
    return (Leaf("Ergebnis der formalen Prüfung", facts),)


def _correction(application: Application, each: Correction) -> Leaf:
    labels = application.call.questions.filter(key__in=each.keys).values_list("label", flat=True)
    return Leaf(
        "Bitte um Berichtigung",
        (
            *act("Erbeten", each.asked_by, each.asked_at),
            Fact("Angaben", "\n".join(labels)),
            Fact("Frist", wording.moment(each.due_at)),
            Fact("Begründung", each.reason),
            *act("Eingereicht", each.answered_by, each.answered_at),
            *given("Daraus wurde Fassung", str(each.version.number) if each.version else ""),
            *act("Zurückgenommen", each.cancelled_by, each.cancelled_at),
        ),
    )


def _late_admission(each: LateAdmission) -> Leaf:
    tried = each.attempt
    return Leaf(
        "Wiedereinsetzung (§ 32 VwVfG)",
        (
            Fact("Einreichen möglich bis", wording.moment(each.until_at)),
            Fact("Begründung", each.reason),
            Fact("Nachweis", each.evidence),
            *given("Abgewiesener Versuch", moment(tried.received_at) if tried else ""),
            *act("Vorgeschlagen", each.proposed_by, each.proposed_at),
            *act("Bestätigt", each.confirmed_by, each.confirmed_at),
            *act("Abgelehnt", each.rejected_by, each.rejected_at),
        ),
    )
