"""Fields that hand on what was typed or sent: what is missing or wrong is said by the service."""

from typing import Any

from django import forms


class Written(forms.CharField):
    """A text as it was typed."""

    def clean(self, value: Any) -> str:
        """Nothing is wrong with it yet, not even a null character."""
        return str(self.to_python(value) or "")


class Chosen(forms.ChoiceField):
    """A choice as it was sent: whether it exists is said by the service."""

    def validate(self, value: Any) -> None:
        """Nothing is wrong with it yet."""


class ChosenMany(forms.MultipleChoiceField):
    """Choices as they were sent."""

    def validate(self, value: Any) -> None:
        """Nothing is wrong with them yet."""


class Ticked(forms.BooleanField):
    """Ticked or not: both are answers."""

    def validate(self, value: Any) -> None:
        """Nothing can be wrong with it."""
