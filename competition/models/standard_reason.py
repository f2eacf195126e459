"""Ready wording for what the office says often (Textbausteine)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models.constraints import one_of
from competition.models.people import User


class ReasonUse(models.TextChoices):
    EXCLUSION = "exclusion", _("Ausschluss")
    CORRECTION = "correction", _("Bitte um Berichtigung")


class StandardReason(models.Model):
    """A reason that can be chosen instead of typed, and changed before it is used.

    What is used is copied: changing the wording later changes no letter and no file.
    """

    use = models.CharField(_("Wofür"), max_length=20, choices=ReasonUse.choices)
    title = models.CharField(_("Bezeichnung"), max_length=120)
    text = models.TextField(_("Wortlaut"))
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("use", "title")
        verbose_name = _("Textbaustein")
        verbose_name_plural = _("Textbausteine")
        constraints = [
            one_of("standard_reason", "use", ReasonUse),
            models.UniqueConstraint(fields=("use", "title"), name="standard_reason_title_unique"),
        ]

    def __str__(self) -> str:
        return self.title
