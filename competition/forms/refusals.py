"""A refusal at its field, with what was typed kept."""

from django import forms

from competition.errors import Refusal


def show(form: forms.Form, refusal: Refusal) -> None:
    """Add a service's refusal to the bound form: each cause at its field, the rest above it."""
    form.is_valid()
    for cause in refusal.causes or (refusal,):
        form.add_error(cause.field if cause.field in form.fields else None, cause.sentence)
