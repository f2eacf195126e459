"""Events: agenda, registration with confirmation, places that hold."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
    "event_slug_invalid": Entry(
        400,
        _("Bitte nur Kleinbuchstaben, Ziffern und Bindestriche, zum Beispiel abschlusskonferenz."),
    ),
    "event_slug_taken": Entry(409, _("Diese Kennung hat schon eine andere Veranstaltung.")),
    "event_fixed": Entry(
        409, _("Die Kennung steht fest, seit die Veranstaltung veröffentlicht ist.")
    ),
    "event_archived": Entry(
        409, _("Das ist eine Veranstaltung aus dem Archiv. An ihr ändert sich nichts mehr.")
    ),
    "event_link_invalid": Entry(
        400, _("Bitte geben Sie eine Adresse an, die mit https:// beginnt.")
    ),
    "event_not_published": Entry(
        409, _("Die Veranstaltung ist nicht veröffentlicht: Niemand weiß von ihr.")
    ),
    "event_cancelled": Entry(409, _("Die Veranstaltung ist abgesagt.")),
    "event_over": Entry(409, _("Die Veranstaltung ist vorbei.")),
    "registration_incomplete": Entry(
        400, _("Zur Anmeldung gehören drei Angaben: Beginn, Anmeldeschluss und Plätze.")
    ),
    "registration_reversed": Entry(
        400, _("Der Anmeldeschluss muss nach dem Beginn der Anmeldung liegen.")
    ),
    "registration_after_start": Entry(
        400, _("Die Anmeldung endet spätestens mit dem Beginn der Veranstaltung.")
    ),
    "capacity_below_taken": Entry(
        409, _("Es sind schon %(taken)s Plätze vergeben. Weniger können es nicht werden.")
    ),
    "agenda_outside_event": Entry(
        400, _("Zeile %(line)s: Das liegt vor dem Beginn oder nach dem Ende der Veranstaltung.")
    ),
    "agenda_reversed": Entry(400, _("Zeile %(line)s: Das Ende muss nach dem Beginn liegen.")),
    "agenda_unreadable": Entry(
        400,
        _(
            "Zeile %(line)s ist nicht lesbar. Erst ein Tag (05.09.2027), dann je Programmpunkt "
            "Zeiten und Titel (09:00-09:30 Begrüßung)."
        ),
    ),
    "registration_none": Entry(409, _("Zu dieser Veranstaltung gibt es hier keine Anmeldung.")),
    "registration_not_open": Entry(409, _("Die Anmeldung hat noch nicht begonnen.")),
    "registration_closed": Entry(409, _("Der Anmeldeschluss ist vorbei.")),
    "registration_lapsed": Entry(
        409,
        _(
            "Die Anmeldung ist nicht rechtzeitig bestätigt worden und verfallen. Solange die "
            "Anmeldung offen ist, können Sie sich noch einmal anmelden."
        ),
    ),
    "registration_ended": Entry(409, _("Diese Anmeldung ist schon zurückgenommen.")),
    "too_many_registrations": Entry(
        429,
        _(
            "Von Ihrem Anschluss oder für diese Adresse kamen schon sehr viele Anmeldungen. Bitte "
            "warten Sie %(minutes)s Minuten, oder schreiben Sie der Geschäftsstelle."
        ),
    ),
}
