"""Constraints that many models share: every choice and every state is held by the database."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def one_of(
    model: str, field: str, choices: type[models.TextChoices], *, or_blank: bool = False
) -> models.CheckConstraint:
    """The field holds one of the choices (or nothing), whoever writes it."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": ["", *choices.values] if or_blank else choices.values}),
        name=f"{model}_{field}_known",
        violation_error_message=_("Dieser Wert ist hier nicht vorgesehen."),
    )


def set_together(model: str, name: str, *fields: str) -> models.CheckConstraint:
    """All the fields are set, or none of them: no instant without its person."""
    none = Q(**{f"{field}__isnull": True for field in fields})
    every = Q(**{f"{field}__isnull": False for field in fields})
    return models.CheckConstraint(
        condition=none | every,
        name=f"{model}_{name}_together",
        violation_error_message=_("Zeitpunkt und Person gehören zusammen."),
    )


def state_needs(model: str, state: str, *fields: str) -> models.CheckConstraint:
    """While in this state, these fields are set."""
    return models.CheckConstraint(
        condition=~Q(state=state) | Q(**{f"{field}__isnull": False for field in fields}),
        name=f"{model}_{state}_complete",
        violation_error_message=_("Zu diesem Stand gehören Zeitpunkt und Person."),
    )


def four_eyes(model: str) -> list[models.CheckConstraint]:
    """Proposed by one person, confirmed or rejected by another (or rejected by the same), once."""
    return [
        set_together(model, "confirmed", "confirmed_at", "confirmed_by"),
        set_together(model, "rejected", "rejected_at", "rejected_by"),
        models.CheckConstraint(
            condition=Q(confirmed_at__isnull=True) | Q(rejected_at__isnull=True),
            name=f"{model}_settled_once",
            violation_error_message=_("Bestätigt und abgelehnt zugleich geht nicht."),
        ),
        models.CheckConstraint(
            condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
            name=f"{model}_four_eyes",
            violation_error_message=_("Vorschlagen und bestätigen müssen zwei Personen."),
        ),
    ]
