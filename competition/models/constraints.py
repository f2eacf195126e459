"""Constraints that many models share: every choice and every state is held by the database."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def one_of(model: str, field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """The field holds one of the choices, whoever writes it."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": choices.values}),
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
