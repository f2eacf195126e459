"""A document open for discussion: sections, comments, their moderation and answers."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
    "consultation_archived": Entry(
        409, _("Archivrunden zeigen nur, was veröffentlicht ist; daran ändert niemand etwas.")
    ),
    "consultation_slug_invalid": Entry(
        400,
        _("Die Kennung darf nur Kleinbuchstaben, Ziffern und Bindestriche haben (höchstens 60)."),
    ),
    "consultation_slug_taken": Entry(409, _("Diese Kennung hat schon eine andere Beteiligung.")),
    "document_text_first": Entry(
        400,
        _(
            "In Zeile %(line)s steht Text vor der ersten Überschrift. Beginnen Sie mit einer Zeile "
            "wie „## Überschrift“."
        ),
    ),
    "document_too_many_sections": Entry(
        400, _("Höchstens %(limit)s Abschnitte; es sind %(count)s.")
    ),
    "document_without_sections": Entry(
        409, _("Mindestens ein Abschnitt muss Kommentare zulassen, bevor veröffentlicht wird.")
    ),
    "consultation_programme_hidden": Entry(
        409,
        _(
            "Zuerst muss der Förderzeitraum veröffentlicht sein: Vorher sieht niemand die "
            "Beteiligung."
        ),
    ),
    "consultation_over": Entry(409, _("Die Beteiligung ist am %(until)s beendet.")),
    "consultation_fixed": Entry(
        409,
        _(
            "Die Beteiligung ist veröffentlicht: Titel, Text und Beginn stehen fest. Nur ihr Ende "
            "lässt sich noch nach hinten verschieben."
        ),
    ),
    "consultation_unpublished": Entry(409, _("Die Beteiligung ist noch nicht veröffentlicht.")),
    "consultation_end_earlier": Entry(
        400, _("Das Ende lässt sich nur nach hinten verschieben, damit alle Zeit haben.")
    ),
    "consultation_running": Entry(
        409, _("Die Beteiligung läuft noch bis %(until)s. Der Abschlussbericht folgt danach.")
    ),
    "consultation_reported": Entry(409, _("Der Abschlussbericht ist bereits veröffentlicht.")),
    "comments_undecided": Entry(
        409,
        _(
            "Vor dem Abschlussbericht sind noch Kommentare zu prüfen oder ihre Bestätigung "
            "abzuwarten: %(count)s."
        ),
    ),
    "comments_closed": Entry(
        409,
        _(
            "Kommentare waren bis %(until)s möglich. Ihrer kam um %(received)s an und zählt "
            "deshalb nicht mehr."
        ),
    ),
    "comments_not_taken": Entry(409, _("Zu diesem Abschnitt werden keine Kommentare erbeten.")),
    "too_many_comments": Entry(
        429,
        _(
            "Von Ihrem Anschluss oder für diese Adresse liegen schon sehr viele Kommentare vor. "
            "Bitte warten Sie %(minutes)s Minuten."
        ),
    ),
    "comments_unconfirmed": Entry(
        429,
        _(
            "An diese Adresse sind schon %(limit)s Links unterwegs. Bitte bestätigen Sie zuerst "
            "diese Kommentare; die Links gelten 7 Tage."
        ),
    ),
    "comment_not_shown": Entry(
        409, _("Öffentlich beantworten lässt sich nur, was veröffentlicht ist.")
    ),
    "comment_changed": Entry(
        409,
        _(
            "Inzwischen hat jemand anderes über diesen Kommentar entschieden oder ihn beantwortet. "
            "Bitte lesen Sie den neuen Stand."
        ),
    ),
}
