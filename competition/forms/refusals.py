"""A service's refusal shown in a form: at its field, with everything that was typed kept."""

from collections.abc import Mapping

from django.forms import Form

from competition.errors import Refusal


def show(form: Form, refusal: Refusal, names: Mapping[str, str] | None = None) -> None:
    """Add each cause at its field, or above the form where the form has no such field.

    ``names``: the form's field by the service's, where they differ.
    """
    form.is_valid()
    for cause in refusal.causes or (refusal,):
        name = (names or {}).get(cause.field, cause.field)
        form.add_error(name if name in form.fields else None, cause.sentence)
