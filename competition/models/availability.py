"""The site's own record of whether it was there, minute by minute, as evidence."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models.constraints import set_together


class AvailabilityMinute(models.Model):
    """What is known of one minute by the database's clock.

    Once a minute the site asks itself from outside, as a browser would: ``answered`` says whether
    a page came back, after how many ``milliseconds``, and ``fault`` why not. The web processes add
    how many requests they have answered with "try again later". A minute without a row is a minute
    of which nobody knows anything: then not even the database could be written.
    """

    minute = models.DateTimeField(unique=True)
    asked_at = models.DateTimeField(null=True)
    answered = models.BooleanField(_("Seite kam"), null=True)
    milliseconds = models.PositiveIntegerField(null=True)
    fault = models.CharField(_("Fehler"), max_length=200, blank=True)
    broker_answered = models.BooleanField(null=True)
    # Requests answered with 503: the database was away or did not answer in time.
    busy_count = models.PositiveIntegerField(default=0)
    # Saves while typing (429) and reading (503) that were put off so that submissions come through.
    put_off_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-minute",)
        verbose_name = _("Minute der Verfügbarkeit")
        verbose_name_plural = _("Minuten der Verfügbarkeit")
        constraints = [set_together("availability", "asked", "asked_at", "answered")]

    def __str__(self) -> str:
        return f"{self.minute:%Y-%m-%d %H:%M}"
