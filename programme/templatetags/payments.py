"""`{% load payments %}`: bank accounts as people read them."""

from django.template import Library

from programme.iban import grouped

register = Library()


@register.filter
def iban(value: str) -> str:
    """`{{ payment.iban|iban }}` → "DE89 3704 0044 0532 0130 00"."""
    return grouped(value)
