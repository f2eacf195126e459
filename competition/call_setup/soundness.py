"""What makes a call usable at all: its own fields, and its questions as they hang on them."""

from collections.abc import Iterator

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from competition import questionnaire
from competition.call_setup import retention
from competition.errors import Refusal
from competition.models import Call
from competition.models.municipality import Kind

# Addresses of the office that a round of the same name would hide.
RESERVED_SLUGS = {
    *("barrieren", "einladungen", "kommunen", "konten", "neu", "personen"),
    *("protokoll", "stoerungen", "textbausteine", "verfuegbarkeit", "versuche", "website"),
}


def require_sound(call: Call) -> None:
    """Raise ``call_invalid`` with the first field that makes no call, and what is wrong with it."""
    validate(call)
    for field, why in _faults(call):
        raise Refusal("call_invalid", field=field, why=why)
    retention.require_sound(call.retention_months)


def require_sound_questions(call: Call) -> None:
    """Raise ``call_invalid`` where a stored question does not fit the call as it now is."""
    questionnaire.require_usable(list(call.questions.all()))


def validate(row: Call) -> None:
    """Raise ``call_invalid`` for what the fields and constraints of the call refuse."""
    try:
        row.full_clean(validate_unique=True)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        # What several fields break together has no name of its own.
        why = messages[0] if field == NON_FIELD_ERRORS else f"{field}: {messages[0]}"
        raise Refusal("call_invalid", field=field, why=why) from error


def _faults(call: Call) -> Iterator[tuple[str, str]]:
    if call.slug in RESERVED_SLUGS:
        why = _("„%(slug)s“ ist schon die Adresse einer anderen Seite.") % {"slug": call.slug}
        yield "slug", why
    if call.enquiries_until_at and call.enquiries_until_at > call.deadline_at:
        why = _("Rückfragen enden spätestens mit dem Bewerbungsschluss.")
        yield "enquiries_until_at", why
    kinds = call.eligible_kinds
    if not kinds or set(kinds) - set(Kind.values):
        yield "eligible_kinds", str(kinds)
    low, high = call.population_min, call.population_max
    if low is not None and high is not None and low > high:
        why = _("So dürfte sich niemand bewerben: Der Mindestwert liegt über dem Höchstwert.")
        yield "population_max", why
