"""Questions about a call: asked privately, answered to everyone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models.call import Call
from competition.models.constraints import set_together
from competition.models.people import User


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def answered(self) -> "EnquiryQuerySet":
        """What everybody may read, in the order of the answers: their numbers never change."""
        return self.filter(answered_at__isnull=False).order_by("answered_at", "pk")

    def unanswered(self) -> "EnquiryQuerySet":
        """What waits for the office, the oldest first."""
        return self.filter(answered_at__isnull=True).order_by("asked_at", "pk")


class Enquiry(models.Model):
    """One question of an applicant. Only ``published_text`` and ``answer`` are ever shown to
    others: who asked stays with the office, and names in the text do not get out.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="enquiries")
    text = models.TextField(_("Ihre Frage"))
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    published_text = models.TextField(_("Frage, wie sie veröffentlicht wird"), blank=True)
    answer = models.TextField(_("Antwort"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ("call", "asked_at", "id")
        verbose_name = _("Rückfrage")
        verbose_name_plural = _("Rückfragen")
        constraints = [
            set_together("enquiry", "answered", "answered_at", "answered_by"),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True)
                | (~models.Q(answer="") & ~models.Q(published_text="")),
                name="enquiry_answered_with_text",
                violation_error_message=_("Eine Antwort braucht Frage und Text."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
