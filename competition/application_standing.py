"""Where an application stands for its municipality, in words: what comes next, what otherwise.

Before the announcement a sealed application reads the same whatever screening and jury have done.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _

from competition.deadlines import NONE as NO_PERIODS
from competition.deadlines import Periods
from competition.models import Application
from competition.models.application import ApplicationState
from competition.outcomes import Result
from competition.queries import Round


@dataclass(frozen=True, slots=True)
class Words:
    """Badge (text and KERN's kind), the next step, and what happens if nothing is done."""

    badge: Any
    kind: str
    next: Any
    otherwise: Any = ""

    @property
    def alert(self) -> str:
        """The kind of the frame around the words: alerts know no neutral one."""
        return "info" if self.kind == "neutral" else self.kind


class Standing(Enum):
    DRAFT = Words(
        _("Entwurf – NICHT eingereicht"),
        "warning",
        _("Füllen Sie den Entwurf aus, lassen Sie ihn freigeben und reichen Sie ihn ein."),
        _("Wenn Sie bis zum Bewerbungsschluss nichts einreichen, nimmt Ihre Kommune nicht teil."),
    )
    SUBMITTED = Words(
        _("Eingereicht"),
        "success",
        _("Sie müssen nichts weiter tun. Bis zum Bewerbungsschluss können Sie noch ändern."),
        _("Wenn Sie nichts tun, nimmt die eingereichte Fassung teil."),
    )
    CHANGED = Words(
        _("Eingereicht, Änderungen NICHT eingereicht"),
        "warning",
        _("Reichen Sie die Änderungen ein, wenn sie gelten sollen."),
        _("Wenn Sie nichts tun, nimmt die eingereichte Fassung ohne die Änderungen teil."),
    )
    WITHDRAWN = Words(
        _("Zurückgezogen – NICHT eingereicht"),
        "warning",
        _("Bis zum Bewerbungsschluss können Sie den Entwurf erneut einreichen."),
        _("Wenn Sie nichts tun, nimmt Ihre Kommune nicht teil."),
    )
    MISSED = Words(
        _("Nicht eingereicht – Frist abgelaufen"),
        "neutral",
        _("Der Bewerbungsschluss ist vorbei. Der Entwurf bleibt lesbar."),
    )
    ADMITTED_LATE = Words(
        _("Nachfrist – NICHT eingereicht"),
        "warning",
        _("Sie dürfen den Entwurf noch einreichen, so wie er zum Bewerbungsschluss war."),
        _("Wenn Sie bis zum Ende der Nachfrist nichts einreichen, nimmt Ihre Kommune nicht teil."),
    )
    CORRECTION = Words(
        _("Eingereicht – Berichtigung erbeten"),
        "warning",
        _("Die erbetene Berichtigung ist noch NICHT eingereicht."),
        _("Wenn Sie nichts tun, bleibt die eingereichte Fassung gültig und wird so geprüft."),
    )
    IN_REVIEW = Words(
        _("Eingereicht – wird geprüft und bewertet"),
        "info",
        _("Sie müssen nichts tun. Sie bekommen zur Bekanntgabe ein eigenes Schreiben."),
    )
    AWARDED = Words(
        _("Gefördert"),
        "success",
        _("Lesen Sie die Zusage. Was jetzt zu tun ist, steht unter „Zur Förderung“."),
        _("Wenn Sie dort nichts tun, wird nichts ausgezahlt."),
    )
    DECLINED = Words(
        _("Auf die Förderung verzichtet"),
        "neutral",
        _("Der Platz ist frei; die Geschäftsstelle entscheidet, wer nachrückt."),
    )
    REVOKED = Words(
        _("Förderung aufgehoben"),
        "danger",
        _("Lesen Sie das Schreiben: Dort stehen der Grund und Ihre Rechte."),
    )
    REJECTED = Words(
        _("Nicht gefördert"),
        "neutral",
        _("Lesen Sie die Absage: Dort steht, wie Ihre Bewerbung in jedem Kriterium abschnitt."),
    )
    EXCLUDED = Words(
        _("Ausgeschlossen"),
        "danger",
        _("Lesen Sie das Schreiben: Dort stehen der Grund und Ihre Rechte."),
    )


STANDING_OF = {
    Result.AWARDED: Standing.AWARDED,
    Result.DECLINED: Standing.DECLINED,
    Result.REVOKED: Standing.REVOKED,
}


def standing(
    application: Application,
    round_: Round,
    *,
    is_changed: bool,
    result: Result | None,
    periods: Periods = NO_PERIODS,
) -> Standing:
    """``result``: by ``outcomes.results_of``, so nothing before its instant.

    ``periods``: what runs beside the call's deadline, after it.
    """
    if round_.is_open:
        return _until_the_deadline(application, is_changed=is_changed)
    if application.valid_version_id is None:
        return Standing.ADMITTED_LATE if periods.may_submit_late(round_.at) else Standing.MISSED
    if not round_.is_announced:
        return Standing.CORRECTION if periods.may_correct(round_.at) else Standing.IN_REVIEW
    if result is not None:
        return STANDING_OF[result]
    is_excluded = application.state == ApplicationState.EXCLUDED
    return Standing.EXCLUDED if is_excluded else Standing.REJECTED


def _until_the_deadline(application: Application, *, is_changed: bool) -> Standing:
    if application.valid_version_id is not None:
        return Standing.CHANGED if is_changed else Standing.SUBMITTED
    is_withdrawn = application.state == ApplicationState.WITHDRAWN
    return Standing.WITHDRAWN if is_withdrawn else Standing.DRAFT
