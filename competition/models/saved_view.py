"""A list as somebody wants to find it again: its filters, order and columns."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models.people import User


class SavedView(models.Model):
    """Filters and columns of the office's list of applications under a name, own or shared."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_views")
    name = models.CharField(_("Name"), max_length=80)
    query = models.CharField(max_length=600, blank=True)
    columns = models.JSONField(default=list)
    is_shared = models.BooleanField(_("für die ganze Geschäftsstelle"), default=False)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "id")
        verbose_name = _("gespeicherte Ansicht")
        verbose_name_plural = _("gespeicherte Ansichten")
        constraints = [
            models.UniqueConstraint(fields=("owner", "name"), name="saved_view_name_unique")
        ]

    def __str__(self) -> str:
        return self.name
