"""The agreement or notice of one award: what binds a municipality and the funder."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competition.models import Award, User
from competition.models.constraints import four_eyes, one_of, set_together
from programme.models.programme import AwardForm, Programme


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def of(self, user: User) -> "AgreementQuerySet":
        """Confirmed agreements of the municipalities the person acts for: the portal's door."""
        return self.filter(confirmed_at__isnull=False, award__municipality__memberships__user=user)

    def in_force(self) -> "AgreementQuerySet":
        """Confirmed by two of the office, accepted by the municipality, its award stands."""
        return self.filter(
            confirmed_at__isnull=False, accepted_at__isnull=False, award__state="granted"
        )


class Agreement(models.Model):
    """What binds the two sides of one award: proposed and confirmed by two of the office, then
    accepted by a signatory (an agreement is signed; of a notice, its receipt is acknowledged and
    remedies are waived, so that it is final before its month is over).

    ``content`` is the frozen document (parties, period, sum, terms, duties), ``digest`` its
    SHA-256. Days are inclusive.
    """

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="agreement")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="agreements")
    form = models.CharField(_("Form"), max_length=10, choices=AwardForm.choices)
    reference = models.CharField(_("Aktenzeichen"), max_length=80)
    starts_on = models.DateField(_("Beginn"))
    ends_on = models.DateField(_("Ende"))
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    rejected_at = models.DateTimeField(null=True)
    rejected_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ("programme", "award__municipality__name", "id")
        verbose_name = _("Vereinbarung")
        verbose_name_plural = _("Vereinbarungen")
        constraints = [
            *four_eyes("agreement"),
            one_of("agreement", "form", AwardForm),
            set_together("agreement", "accepted", "accepted_at", "accepted_by"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(confirmed_at__isnull=False),
                name="agreement_accepted_after_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("ends_on")), name="agreement_starts_before_end"
            ),
            models.UniqueConstraint(
                fields=("programme", "reference"), name="agreement_reference_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.award.municipality}"

    @property
    def is_in_force(self) -> bool:
        """Confirmed by two and accepted by the municipality."""
        return self.confirmed_at is not None and self.accepted_at is not None
