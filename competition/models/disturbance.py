"""Disturbances (Störungen) that people report, as evidence with the instant of their arrival."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models.call import Call
from competition.models.constraints import set_together
from competition.models.people import User


class Disturbance(models.Model):
    """A report that something did not work, stamped by the database's clock and numbered."""

    number = models.CharField(max_length=14, unique=True)
    call = models.ForeignKey(Call, null=True, on_delete=models.PROTECT, related_name="disturbances")
    reported_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    contact = models.EmailField(_("E-Mail-Adresse"), blank=True)
    text = models.TextField(_("Was ist passiert?"))
    page = models.CharField(_("Auf welcher Seite?"), max_length=300, blank=True)
    browser = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField()
    remark = models.TextField(_("Ergebnis der Prüfung"), blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-received_at", "-id")
        verbose_name = _("Störung")
        verbose_name_plural = _("Störungen")
        constraints = [set_together("disturbance", "settled", "settled_at", "settled_by")]

    def __str__(self) -> str:
        return self.number
