"""A call's own wording of a letter, with typed placeholders and no code."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models.call import Call
from competition.models.people import User


class LetterText(models.Model):
    """The office's wording of one kind of letter in one call. Without a row, the house's own.

    Placeholders are names in braces from the list of that kind (docs/letters.md); anything else in
    braces is refused when it is saved. A letter is rendered once, when it is owed.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="letter_texts")
    kind = models.CharField(max_length=40)
    subject = models.CharField(_("Betreff"), max_length=200)
    body = models.TextField(_("Text"))
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("call", "kind")
        verbose_name = _("Text eines Schreibens")
        verbose_name_plural = _("Texte der Schreiben")
        constraints = [
            models.UniqueConstraint(fields=("call", "kind"), name="letter_text_once_per_kind")
        ]

    def __str__(self) -> str:
        return f"{self.call} {self.kind}"
