"""A letter was opened in the portal: who, and when (§ 41 Abs. 2a VwVfG)."""

from django.db import models

from competition.models.notice import Notice
from competition.models.people import User


class Retrieval(models.Model):
    """The first time a person opened a letter in the portal. Written by an act, never by a GET."""

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="retrievals")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    retrieved_at = models.DateTimeField()

    class Meta:
        ordering = ("retrieved_at", "id")
        constraints = [
            models.UniqueConstraint(fields=("notice", "user"), name="retrieval_once_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.notice} {self.retrieved_at:%Y-%m-%d %H:%M}"
