"""A redacted copy of an application, for access to files by third parties."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models.application import Application, ApplicationVersion
from competition.models.people import User


class RedactedCopy(models.Model):
    """What of a sealed version is withheld from third parties, and on what ground.

    ``withheld``: keys of whole answers; ``passages``: texts blacked out wherever they occur.
    Persons' names and addresses are left out in any case. The sealed version itself never changes.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="redacted_copies"
    )
    version = models.ForeignKey(ApplicationVersion, on_delete=models.PROTECT, related_name="+")
    withheld = models.JSONField(default=list)
    passages = models.JSONField(default=list)
    ground = models.TextField(_("Grund der Schwärzung"))
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-made_at", "-id")
        verbose_name = _("geschwärzte Fassung")
        verbose_name_plural = _("geschwärzte Fassungen")

    def __str__(self) -> str:
        return f"{self.application} {self.made_at:%Y-%m-%d}"
