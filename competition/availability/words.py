"""The record of availability in sentences: what is known, what is not, and nothing between."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from competition.availability.timeline import Kind, Outage, Record
from competition.wording import grouped

KINDS = {
    Kind.UNANSWERED: gettext_lazy("Es kam keine Seite"),
    Kind.REFUSED: gettext_lazy("Anfragen wurden abgewiesen (503)"),
    Kind.UNRECORDED: gettext_lazy("Nicht aufgezeichnet: nicht bekannt, ob Seiten kamen"),
    Kind.PUT_OFF: gettext_lazy("Zwischenspeichern oder Lesen wurde aufgeschoben; Einreichen ging"),
}
FAULTS = {
    "timeout": gettext_lazy("keine Antwort innerhalb der Wartezeit"),
    "refused": gettext_lazy("Verbindung abgelehnt"),
    "name": gettext_lazy("Name der Website nicht gefunden"),
    "certificate": gettext_lazy("Zertifikat nicht gültig"),
    "broken": gettext_lazy("Verbindung abgebrochen"),
}


def fault(code: str) -> str:
    """A fault of the record in words; a status stays a number."""
    if code in FAULTS:
        return str(FAULTS[code])
    return _("Antwort mit %(code)s") % {"code": code.replace("status", _("Status"))}


def heading(title: str, *, is_over: bool) -> str:
    """Which 24 hours are told of a call; ``is_over``: its deadline has passed."""
    told = {"title": title}
    if is_over:
        return _("Die 24 Stunden vor dem Bewerbungsschluss von %(title)s") % told
    return _("Die letzten 24 Stunden; der Bewerbungsschluss von %(title)s kommt noch") % told


def known(outage: Outage) -> list[str]:
    """What is known of an outage, beside its kind."""
    found = [fault(code) for code in outage.faults]
    if outage.busy_count:
        found.append(
            ngettext(
                "%(count)s Anfrage mit 503 beantwortet",
                "%(count)s Anfragen mit 503 beantwortet",
                outage.busy_count,
            )
            % {"count": grouped(outage.busy_count)}
        )
    if outage.put_off_count:
        found.append(
            ngettext(
                "%(count)s Anfrage aufgeschoben",
                "%(count)s Anfragen aufgeschoben",
                outage.put_off_count,
            )
            % {"count": grouped(outage.put_off_count)}
        )
    return found


def summary(record: Record) -> str:
    """The first sentence: how much is known, and in how much of it no page came."""
    told = {"all": grouped(record.minutes_count), "known": grouped(record.rows_count)}
    if not record.unanswered_count:
        return _("Von %(all)s Minuten sind %(known)s belegt.") % told
    return ngettext(
        "Von %(all)s Minuten sind %(known)s belegt; in %(count)s Minute kam keine Seite.",
        "Von %(all)s Minuten sind %(known)s belegt; in %(count)s Minuten kam keine Seite.",
        record.unanswered_count,
    ) % {**told, "count": grouped(record.unanswered_count)}


def details(record: Record) -> Iterator[str]:
    """What else is to be said of the period, a sentence each; nothing where all is well."""
    counted = {"requests": grouped(record.busy_requests_count)}
    if record.refused_count:
        yield ngettext(
            "In %(count)s Minute kamen Seiten, aber Anfragen wurden mit 503 abgewiesen.",
            "In %(count)s Minuten kamen Seiten, aber Anfragen wurden mit 503 abgewiesen.",
            record.refused_count,
        ) % {"count": grouped(record.refused_count)}
    if record.busy_requests_count:
        yield _("Abgewiesen wurden im Ganzen %(requests)s Anfragen.") % counted
    if record.unrecorded_count:
        yield ngettext(
            "Aus %(count)s Minute gibt es keine Aufzeichnung: Ob Seiten kamen, ist nicht bekannt.",
            "Aus %(count)s Minuten gibt es keine Aufzeichnung: Ob Seiten kamen, ist nicht bekannt.",
            record.unrecorded_count,
        ) % {"count": grouped(record.unrecorded_count)}
    if record.put_off_count:
        yield ngettext(
            "In %(count)s Minute wurde nur Zwischenspeichern oder Lesen aufgeschoben; "
            "Einreichen ging.",
            "In %(count)s Minuten wurde nur Zwischenspeichern oder Lesen aufgeschoben; "
            "Einreichen ging.",
            record.put_off_count,
        ) % {"count": grouped(record.put_off_count)}
    if record.silent_broker_count:
        yield ngettext(
            "In %(count)s Minute antwortete die Warteschlange nicht: Briefe gingen später ab.",
            "In %(count)s Minuten antwortete die Warteschlange nicht: Briefe gingen später ab.",
            record.silent_broker_count,
        ) % {"count": grouped(record.silent_broker_count)}


def in_short(record: Record) -> str:
    """One line beside what is decided with it."""
    if not record.minutes_count:
        return _("keine Aufzeichnung aus dieser Zeit")
    if not record.down_count and not record.unrecorded_count:
        return _("keine Minute mit Störung")
    parts = []
    if record.down_count:
        parts.append(
            ngettext(
                "%(count)s Minute mit Störung", "%(count)s Minuten mit Störung", record.down_count
            )
            % {"count": grouped(record.down_count)}
        )
    if record.unrecorded_count:
        parts.append(
            ngettext(
                "%(count)s Minute ohne Aufzeichnung",
                "%(count)s Minuten ohne Aufzeichnung",
                record.unrecorded_count,
            )
            % {"count": grouped(record.unrecorded_count)}
        )
    return ", ".join(parts)
