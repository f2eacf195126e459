"""What changes after the announcement: a successor moves up, or a decision is corrected."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competition.models.call import Call
from competition.models.people import User


class Amendment(models.Model):
    """A change to the awards of a round that is announced already, visible at its own instant.

    It takes awards away (``Award.ended_by``) and gives others (``Award.amendment``). An
    announcement is never undone: each change is one more row, with a reason that everybody may
    read. ``public_at`` is by the call's clock; nothing of it is visible before.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    reason = models.TextField(_("Begründung"))
    public_at = models.DateTimeField(_("öffentlich ab"))
    awards_digest = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("call", "number")
        verbose_name = _("Änderung der Entscheidung")
        verbose_name_plural = _("Änderungen der Entscheidung")
        constraints = [
            models.UniqueConstraint(fields=("call", "number"), name="amendment_number_unique"),
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("proposed_by")),
                name="amendment_four_eyes",
                violation_error_message=_("Vorschlagen und bestätigen müssen zwei Personen."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__lte=F("public_at")),
                name="amendment_confirmed_before_public",
                violation_error_message=_("Der Zeitpunkt der Bekanntgabe ist verstrichen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} #{self.number}"
