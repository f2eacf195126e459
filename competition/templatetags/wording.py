"""`{% load wording %}`: instants, sums and numbers as people say them."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.template import Library
from django.urls import reverse

from competition import wording

register = Library()


@register.filter
def eur(cents: int) -> str:
    """`{{ award.amount_cents|eur }}` → "50.000,00 €"."""
    return wording.euros(cents)


@register.filter
def grouped(number: int) -> str:
    """`{{ population|grouped }}` → "10.773"."""
    return wording.grouped(number)


@register.filter
def places(value: str, count: int = 2) -> str:
    """`{{ "137/3"|places }}` → "45,67": an exact number for the eye."""
    return value if isinstance(value, wording.Said) else wording.places(value, count)


@register.filter
def decimal(text: str) -> str:
    """`{{ criterion.weight|decimal }}` → "1,5": a decimal text of a rubric."""
    return wording.decimal(text)


@register.filter
def instant(value: datetime, style: str = "") -> str:
    """`{{ call.deadline_at|instant }}` → "Freitag, 21. April 2017, 24:00 Uhr".

    `instant:"start"` shows midnight as "0:00 Uhr" of the day that begins, `instant:"seconds"` the
    time to the second.
    """
    return wording.moment(value, seconds=style == "seconds", start=style == "start")


@register.filter
def zone(value: datetime) -> str:
    """`{{ version.received_at|zone }}` → "MESZ, UTC+02:00"."""
    return wording.zone(value)


@register.filter
def day(value: datetime) -> str:
    """`{{ call.opens_at|day }}` → "Dienstag, 14. Februar 2017"."""
    return wording.day(value)


@register.filter
def iso_day(text: str) -> str:
    """`{{ "2017-04-21"|iso_day }}` → "21. April 2017": days of documents."""
    return wording.plain_day(date.fromisoformat(text))


@register.filter
def span(left: timedelta) -> str:
    """`{{ left|span }}` → "3 Tage und 4 Stunden"."""
    return wording.span(left)


@register.filter
def lasting(starts_at: datetime, ends_at: datetime) -> str:
    """`{{ item.starts_at|lasting:item.ends_at }}` → "Montag, 10. August 2026, 10:00–17:00 Uhr"."""
    return wording.lasting(starts_at, ends_at)


@register.simple_tag
def site_url(name: str, *args: object) -> str:
    """`{% site_url "application" public_id %}`: a full address, for letters."""
    return f"{settings.SITE_ORIGIN}{reverse(name, args=args)}"
