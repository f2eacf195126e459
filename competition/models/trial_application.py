"""A trial application: the office fills in its own form, apart from everything that counts."""

from django.db import models

from competition.models.call import Call
from competition.models.people import User


class TrialApplication(models.Model):
    """Invented answers to a call's form, in a table of their own: no list, count, jury or export
    of applications can ever meet them. One per call and person of the office."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="trial_applications")
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ("call", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("call", "saved_by"), name="trial_application_once_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.call} – {self.saved_by}"
