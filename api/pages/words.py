"""What audiences, scopes and states are called on the pages, and what a scope allows."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from api.models import SCOPES, Audience, JuryScope, PortalScope, Scope
from api.own_tokens import State

AUDIENCES = {
    Audience.OFFICE: _("Für die Geschäftsstelle"),
    Audience.PORTAL: _("Für Ihre Kommunen"),
    Audience.JURY: _("Für Ihre Arbeit in einer Jury"),
}
ALLOWS: dict[Audience, Mapping[str, Any]] = {
    Audience.OFFICE: {
        Scope.READ: _("Alle Listen und Einzelheiten lesen, die Sie auch auf den Seiten sehen."),
        Scope.RUN: _(
            "Bewerbungen zulassen und ausschließen, Begutachtung öffnen, Bewertungen sperren, "
            "Auswahl rechnen."
        ),
        Scope.DECIDE: _(
            "Entscheidungen vorschlagen, bestätigen und verwerfen. Auch hier bestätigt nie, wer "
            "vorgeschlagen hat."
        ),
        Scope.ANNOUNCE: _(
            "Die Bekanntgabe vorbereiten und bestätigen. Sie lässt sich nicht zurücknehmen; der "
            "Schlüssel gilt deshalb höchstens 15 Minuten."
        ),
    },
    Audience.PORTAL: {
        PortalScope.READ: _("Bewerbungen, Anlagen und Bestätigungen Ihrer Kommunen lesen."),
        PortalScope.WRITE: _("Antworten und Anlagen eines Entwurfs speichern."),
        PortalScope.SUBMIT: _(
            "Einreichen und zurückziehen, soweit Sie es auf den Seiten dürfen. Eine eingereichte "
            "Fassung gilt."
        ),
    },
    Audience.JURY: {
        JuryScope.READ: _("Ihre Zuteilung lesen und, was Ihnen davon offensteht."),
        JuryScope.DECLARE: _("Erklären, ob Sie befangen sind."),
        JuryScope.REVIEW: _("Ihre Bewertungen speichern und abschließen."),
    },
}
STATES = {
    State.VALID: (_("gilt"), "success"),
    State.ENDED: (_("beendet"), "neutral"),
    State.EXPIRED: (_("abgelaufen"), "neutral"),
    State.IDLE: (_("öffnet nichts mehr"), "warning"),
}


def scopes(audience: Audience, values: tuple[str, ...] | list[str]) -> list[str]:
    """The scopes by name, in their order."""
    return [str(label) for value, label in SCOPES[audience].choices if value in values]
