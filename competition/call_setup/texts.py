"""The texts of a call that may be revised after it is published, as documents."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from competition import answers, receipts
from competition.errors import Refusal
from competition.models import Call

# In the order in which they are read. The remedy notice stands in the call's facts.
LABELS = {
    "title": _("Titel"),
    "summary": _("Worum es geht"),
    "contact_email": _("E-Mail-Adresse für Fragen"),
    "remedy_notice": _("Rechtsbehelfsbelehrung"),
}
NAMES = tuple(LABELS)
REQUIRED = ("title", "summary")
MAX_CHARS = {"title": 200, "summary": 10_000, "contact_email": 254, "remedy_notice": 10_000}
FORMAT = "modellkommune-call-texts-1"


def texts(call: Call) -> dict[str, str]:
    """The call's texts by name, "" for one that is not there."""
    notice = call.facts.get("remedy_notice", "")
    return {
        "title": call.title,
        "summary": call.summary,
        "contact_email": call.contact_email,
        "remedy_notice": notice if isinstance(notice, str) else "",
    }


def document(call: Call) -> dict[str, Any]:
    """What a version of the call keeps."""
    return {"format": FORMAT, "call": call.slug, "texts": texts(call)}


def digest(call: Call) -> str:
    """SHA-256 of the document: names exactly these texts."""
    return receipts.digest(document(call))


def put(call: Call, given: dict[str, str]) -> None:
    """Set texts by name on the call; nothing is saved."""
    for name, text in given.items():
        if name == "remedy_notice":
            kept = {key: value for key, value in call.facts.items() if key != name}
            call.facts = {**kept, name: text} if text else kept
        else:
            setattr(call, name, text)


def cleaned(given: Mapping[str, str]) -> dict[str, str]:
    """Texts by name as they are stored; lines stay lines.

    Raises ``required``, ``too_long``, ``control_characters`` at the field.
    """
    found = {
        name: answers.text(text, field=name, max_chars=MAX_CHARS[name])
        for name, text in given.items()
    }
    for name in REQUIRED:
        if name in found and not found[name]:
            raise Refusal("required", field=name)
    return found
