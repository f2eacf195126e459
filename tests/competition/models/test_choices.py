"""Every field with choices is held to them by the database, in all apps."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models

OURS = [
    m
    for m in apps.get_models()
    if m._meta.app_label in ("competition", "programme", "reviews", "api")
]
WITH_CHOICES = [
    (model, field)
    for model in OURS
    for field in model._meta.concrete_fields
    if getattr(field, "choices", None)
]


@pytest.mark.parametrize(
    ("model", "field"), WITH_CHOICES, ids=lambda part: getattr(part, "__name__", None)
)
def test_each_field_with_choices_has_a_check(
    model: type[models.Model], field: "models.Field[Any, Any]"
) -> None:
    nothing = [""] if field.blank else []
    known = models.Q(
        **{f"{field.name}__in": [*nothing, *(value for value, _ in field.flatchoices)]}
    )
    conditions = [
        constraint.condition
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
    ]

    assert known in conditions


def test_fields_with_choices_are_found() -> None:
    assert len(WITH_CHOICES) >= 20
    assert {model._meta.app_label for model, _ in WITH_CHOICES} == {
        "competition",
        "programme",
        "reviews",
        "api",
    }
