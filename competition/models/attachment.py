"""Files of a draft."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models.application import Application
from competition.models.call import Question
from competition.models.people import User


class Attachment(models.Model):
    """A file that the draft holds as (part of) the answer to a question of kind ``files``.

    The bytes lie in the private store under their SHA-256 (``competition.storage``), so that what
    a receipt names and what is served later are the same. Sealed versions name files by digest in
    their content; removing a file from the draft takes nothing from them. ``remarks`` are codes of
    what the inspection found and let pass (scripts in a PDF, for instance).
    """

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="attachments"
    )
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("Dateiname"), max_length=150)
    media_type = models.CharField(max_length=100)
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    remarks = models.JSONField(default=list)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("question__position", "name", "id")
        verbose_name = _("Anlage")
        verbose_name_plural = _("Anlagen")
        constraints = [
            models.UniqueConstraint(
                fields=("application", "question", "sha256"), name="attachment_once_per_question"
            )
        ]

    def __str__(self) -> str:
        return self.name
