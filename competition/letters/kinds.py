"""The letters, one class each: their templates, and to whom they are addressed.

``templates/letters/<kind>_subject.txt`` and ``templates/letters/<kind>.txt``. Texts are rendered
when a letter is owed, and never again: a later edit cannot change a letter under way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Letter:
    """One kind of letter. ``in_portal``: the municipality also reads it in its portal."""

    kind: str
    name: Any
    in_portal: bool = True

    def render(self, context: Mapping[str, Any]) -> tuple[str, str]:
        """Subject (one line) and body, in German, the language of the procedure (§ 23 VwVfG)."""
        with translation.override("de"):
            subject = render_to_string(f"letters/{self.kind}_subject.txt", dict(context))
            body = render_to_string(f"letters/{self.kind}.txt", dict(context))
        return " ".join(subject.split())[:250], body.strip() + "\n"


RECEIPT = Letter("receipt", _("Eingangsbestätigung"))
WITHDRAWAL = Letter("withdrawal", _("Bestätigung des Rückzugs"))
REMINDER = Letter("reminder", _("Erinnerung an die Frist"), in_portal=False)
PARTNER_INVITATION = Letter("partner_invitation", _("Einladung als Partner"), in_portal=False)
AWARD = Letter("award", _("Zusage"))
REJECTION = Letter("rejection", _("Absage"))
EXCLUSION = Letter("exclusion", _("Ausschluss"))
REVIEW_FINAL = Letter("review_final", _("Bestätigung der Bewertung"), in_portal=False)

REGISTRY = {
    letter.kind: letter
    for letter in (
        RECEIPT,
        WITHDRAWAL,
        REMINDER,
        PARTNER_INVITATION,
        AWARD,
        REJECTION,
        EXCLUSION,
        REVIEW_FINAL,
    )
}
PORTAL_KINDS = [letter.kind for letter in REGISTRY.values() if letter.in_portal]
