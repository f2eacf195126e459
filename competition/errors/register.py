"""The register of municipalities."""

from django.utils.translation import gettext_lazy as _

from competition.errors.entry import Entry

CODES: dict[str, Entry] = {
    "register_malformed": Entry(400, _("Die Registerdatei ist fehlerhaft: %(detail)s")),
    "register_outdated": Entry(
        409,
        _("Der Gebietsstand der Datei, %(day)s, liegt vor dem des Registers, %(newest)s."),
    ),
    "register_in_future": Entry(
        409, _("Der Gebietsstand der Datei, %(day)s, liegt in der Zukunft.")
    ),
    "municipality_unknown": Entry(404, _("Diesen Schlüssel kennt das Register nicht.")),
}
