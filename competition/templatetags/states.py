"""`{% load states %}`: states as badges, in the colours of the office's lists."""

from django.template import Library
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from competition.letters.kinds import REGISTRY
from competition.models import Application, Notice
from competition.models.application import ApplicationState
from competition.models.audit import AttemptKind
from competition.models.notice import NoticeState
from kern.tags.marks import badge

register = Library()

KINDS: dict[str, str] = {
    ApplicationState.DRAFT: "neutral",
    ApplicationState.SUBMITTED: "info",
    ApplicationState.WITHDRAWN: "neutral",
    ApplicationState.ADMITTED: "success",
    ApplicationState.EXCLUDED: "danger",
    NoticeState.WAITING: "info",
    NoticeState.SENT: "success",
    NoticeState.FAILED: "danger",
}


# Why submissions are refused, in the words of a table.
REASONS = {
    "deadline_passed": gettext_lazy("nach Ablauf der Frist"),
    "call_not_open": gettext_lazy("vor Beginn der Frist"),
    "incomplete": gettext_lazy("unvollständig"),
    "partner_unconfirmed": gettext_lazy("Partner nicht bestätigt"),
    "not_released": gettext_lazy("nicht freigegeben"),
    "not_allowed": gettext_lazy("ohne Berechtigung"),
    "unknown_move": gettext_lazy("beim damaligen Stand nicht möglich"),
    "busy": gettext_lazy("Störung des Systems"),
    "reviewing_open": gettext_lazy("nach Eröffnung der Begutachtung"),
    "correction_overdue": gettext_lazy("nach Ablauf der Frist für die Berichtigung"),
    "correction_settled": gettext_lazy("Berichtigung bereits erledigt"),
    "draft_changed": gettext_lazy("inzwischen geändert"),
    "not_found": gettext_lazy("gehört anderen oder gibt es nicht"),
    "credentials_wrong": gettext_lazy("falsches Passwort oder unbekannte Adresse"),
    "code_wrong": gettext_lazy("falscher oder verbrauchter Code"),
    "account_mail": gettext_lazy("Mail zum Konto angefordert (gezählt)"),
    "type_not_allowed": gettext_lazy("Art der Datei nicht vorgesehen"),
    "too_large": gettext_lazy("zu groß"),
    "document_deadline_passed": gettext_lazy("nach Ablauf der Frist für die Unterlage"),
    "storage_full": gettext_lazy("kein Platz für die Datei"),
    "scanner_unavailable": gettext_lazy("Virenscanner nicht erreichbar"),
    "file_infected": gettext_lazy("vom Virenscanner beanstandet"),
    "reported": gettext_lazy("angenommen und gezählt"),
    "commented": gettext_lazy("Kommentar gezählt: Anschluss, Stunde"),
    "commented_day": gettext_lazy("Kommentar gezählt: Anschluss, Tag"),
    "comment_mail": gettext_lazy("Kommentar gezählt: Mails an eine Adresse"),
    "comment_link": gettext_lazy("Kommentar gezählt: neuer Link"),
}


@register.simple_tag
def state_badge(thing: Application | Notice) -> SafeString:
    """`{% state_badge application %}`, `{% state_badge notice %}`."""
    text = str(thing.get_state_display())
    return badge(text, KINDS[thing.state])


@register.filter
def state_name(state: str) -> str:
    """`{{ move.target|state_name }}` → "zugelassen"."""
    return str(ApplicationState(state).label)


@register.filter
def letter_name(kind: str) -> str:
    """`{{ notice.kind|letter_name }}` → "Eingangsbestätigung"."""
    return str(REGISTRY[kind].name)


@register.filter
def attempt_reason(code: str) -> str:
    """`{{ attempt.code|attempt_reason }}` → "nach Ablauf der Frist"; an unknown code as it is."""
    return str(REASONS.get(code, code))


@register.filter
def attempt_kind(kind: str) -> str:
    """`{{ row.kind|attempt_kind }}` → "Einreichung"."""
    return str(AttemptKind(kind).label)
