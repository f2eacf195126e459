"""What whoever runs the site writes about itself: texts with versions, never constants."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models.constraints import one_of
from competition.models.people import User


class SitePage(models.TextChoices):
    IMPRINT = "imprint", _("Impressum")
    PRIVACY = "privacy", _("Datenschutz")
    ACCESSIBILITY = "accessibility", _("Erklärung zur Barrierefreiheit")
    EASY_LANGUAGE = "easy_language", _("Leichte Sprache")
    SIGN_LANGUAGE = "sign_language", _("Gebärdensprache")


class SiteText(models.Model):
    """One version of the operator's text of one page in one language; the latest is shown.

    Without a row, the page says what the house can say of itself, and what is still missing.
    """

    page = models.CharField(_("Seite"), max_length=20, choices=SitePage.choices)
    language = models.CharField(_("Sprache"), max_length=5)
    text = models.TextField(_("Text"))
    version = models.PositiveIntegerField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("page", "language", "-version")
        verbose_name = _("Text der Website")
        verbose_name_plural = _("Texte der Website")
        constraints = [
            one_of("site_text", "page", SitePage),
            models.UniqueConstraint(
                fields=("page", "language", "version"), name="site_text_version"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.language} {self.version}"
