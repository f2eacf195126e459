"""`{% load states %}`: states as badges, in the colours of the office's lists."""

from django.template import Library
from django.utils.safestring import SafeString

from competition.letters.kinds import REGISTRY
from competition.models import Application, Notice
from competition.models.application import ApplicationState
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
