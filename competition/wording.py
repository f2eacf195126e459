"""Instants, spans, sums and numbers in words, in the active language. Always Europe/Berlin."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from competition import calendar, clock
from competition.models.municipality import Kind

KINDS = {
    Kind.COUNTY: gettext_lazy("Landkreise und Kreise"),
    Kind.INDEPENDENT_CITY: gettext_lazy("kreisfreie Städte"),
    Kind.TOWN: gettext_lazy("Städte"),
    Kind.MUNICIPALITY: gettext_lazy("Gemeinden und Märkte"),
}
CAUTIONS = {
    calendar.Kind.WEEKEND: gettext_lazy("Der letzte Tag ist ein Samstag oder Sonntag."),
    calendar.Kind.HOLIDAY: gettext_lazy("Der letzte Tag ist ein Feiertag: %(name)s."),
    calendar.Kind.REGIONAL_HOLIDAY: gettext_lazy(
        "Der letzte Tag ist in einigen Ländern ein Feiertag: %(name)s."
    ),
    calendar.Kind.CLOCK_CHANGE: gettext_lazy(
        "In dieser Nacht wird die Uhr umgestellt. Nennen Sie besser einen anderen Tag."
    ),
}
MINUTE, HOUR, DAY = 60, 3_600, 86_400


class Said(str):
    """A text that is in words already: `{% load wording %}` leaves it as it is."""

    __slots__ = ()


def euros(cents: int) -> str:
    """Integer cents as a sum: "50.000,00 €", kept on one line by a space that never breaks."""
    amount = formats.number_format(Decimal(cents) / 100, decimal_pos=2, force_grouping=True)
    return (_("%(amount)s €") % {"amount": amount}).replace(" ", "\u00a0")


def grouped(number: int) -> str:
    """A count with its thousands set apart: "10.773"."""
    return formats.number_format(number, force_grouping=True)


def kinds(keys: Iterable[str]) -> list[str]:
    """Kinds of municipalities in the plural, as a call names who may apply."""
    return [str(KINDS[Kind(key)]) for key in keys]


def decimal(text: str) -> str:
    """A decimal text with the point of the active language: "0.5" as "0,5"."""
    return text.replace(".", str(formats.get_format("DECIMAL_SEPARATOR")))


def places(value: str | Fraction, count: int = 2) -> str:
    """An exact number ("137/3", "3.5") for the eye: rounded half up to ``count`` places.

    For display only; nothing is compared or ranked from it.
    """
    exact = Fraction(value)
    scaled = abs(exact) * 10**count
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = "-" if exact < 0 and whole else ""
    if not count:
        return f"{sign}{whole}"
    ones, rest = divmod(whole, 10**count)
    return f"{sign}{ones}{formats.get_format('DECIMAL_SEPARATOR')}{rest:0{count}}"


def day(instant: datetime) -> str:
    """The day of an instant: "Freitag, 21. April 2017"."""
    # Translators: Django's date format of a day with its weekday
    return formats.date_format(timezone.localtime(instant), _("l, j. F Y"))


def plain_day(day_: date) -> str:
    """A day without its weekday: "21. April 2017"."""
    # Translators: Django's date format of a day
    return formats.date_format(day_, _("j. F Y"))


def moment(instant: datetime, *, seconds: bool = False, start: bool = False) -> str:
    """An instant in words: "Freitag, 21. April 2017, 14:30 Uhr".

    Midnight ends a day ("24:00 Uhr" of the day before), as deadlines are spoken of; with ``start``
    it begins one ("0:00 Uhr"). ``seconds`` shows when something happened, to the second.
    """
    local = timezone.localtime(instant)
    if seconds:
        return _clock(local, f"{local:%H:%M:%S}")
    if (local.hour, local.minute, local.second, local.microsecond) != (0, 0, 0, 0):
        return _clock(local, f"{local:%H:%M}")
    if start:
        return _clock(local, "0:00")
    return _clock(local - timedelta(microseconds=1), "24:00")


def _clock(local: datetime, time: str) -> str:
    return _("%(day)s, %(time)s Uhr") % {"day": day(local), "time": time} + clock.which_of_two(
        local
    )


def lasting(starts_at: datetime, ends_at: datetime) -> str:
    """From when to when: "Montag, 10. August 2026, 10:00–17:00 Uhr" where it ends on its first day.

    What lasts from midnight to midnight is told by its days alone.
    """
    first, end = timezone.localtime(starts_at), timezone.localtime(ends_at)
    last = end - timedelta(microseconds=1)
    if f"{first:%H%M%S}" == f"{end:%H%M%S}" == "000000":
        return day(first) if first.date() == last.date() else f"{day(first)} – {day(last)}"
    if first.date() == last.date() == end.date() and not clock.which_of_two(first):
        return _clock(first, f"{first:%H:%M}–{end:%H:%M}")
    return f"{moment(starts_at, start=True)} – {moment(ends_at)}"


def caution(found: calendar.Caution) -> str:
    """Why a deadline is unfortunate, as a sentence."""
    return str(CAUTIONS[found.kind]) % {"name": found.name}


def zone(instant: datetime) -> str:
    """The zone of an instant in Germany: "MESZ, UTC+02:00", in winter "MEZ, UTC+01:00"."""
    local = timezone.localtime(instant)
    offset = f"{local:%z}"
    name = _("MESZ") if local.dst() else _("MEZ")
    return f"{name}, UTC{offset[:3]}:{offset[3:]}"


def span(left: timedelta) -> str:
    """A span of time in its two largest units, rounded down: "3 Tage und 4 Stunden"."""
    seconds = max(0, int(left.total_seconds()))
    days, hours = seconds // DAY, seconds % DAY // HOUR
    minutes = seconds % HOUR // MINUTE
    parts = [
        ngettext("%(n)s Tag", "%(n)s Tage", days) % {"n": days} if days else "",
        ngettext("%(n)s Stunde", "%(n)s Stunden", hours) % {"n": hours} if hours else "",
        ngettext("%(n)s Minute", "%(n)s Minuten", minutes) % {"n": minutes} if minutes else "",
    ]
    shown = [part for part in parts if part][:2]
    if not shown:
        return _("weniger als eine Minute")
    return _(" und ").join(shown)
