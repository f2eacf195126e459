"""Tranches: the parts in which an award is paid, and the requests for them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competition.models import User
from competition.models.constraints import set_together
from programme.models.agreement import Agreement
from programme.models.programme import Programme
from programme.models.report import Requirement


class Tranche(models.Model):
    """One part of every award of a programme. Cents. Paid once ``requirement``'s report is
    accepted; without a requirement, once the agreement is in force."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="tranches")
    number = models.PositiveSmallIntegerField()
    amount_cents = models.PositiveBigIntegerField(_("Betrag"))
    requirement = models.ForeignKey(
        Requirement, null=True, blank=True, on_delete=models.PROTECT, related_name="tranches"
    )

    class Meta:
        ordering = ("programme", "number")
        verbose_name = _("Teilbetrag")
        verbose_name_plural = _("Teilbeträge")
        constraints = [
            models.UniqueConstraint(fields=("programme", "number"), name="tranche_number_unique"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="tranche_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.programme}"


class PaymentRequestQuerySet(models.QuerySet["PaymentRequest"]):
    def standing(self) -> "PaymentRequestQuerySet":
        """Requests that were not rejected: what counts against the award."""
        return self.filter(rejected_at__isnull=True)


class PaymentRequest(models.Model):
    """A municipality asks for a tranche (Mittelanforderung): one of the office certifies that it is
    correct in substance and sum (sachlich und rechnerisch richtig), another orders the payment.

    ``before_cents`` is what stood before it and ``ceiling_cents`` the award: the database itself
    refuses more than the award. ``paid_on`` is the day of the transfer, entered from the account.
    """

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="payment_requests"
    )
    tranche = models.ForeignKey(Tranche, on_delete=models.PROTECT, related_name="payment_requests")
    amount_cents = models.PositiveBigIntegerField(_("Betrag"))
    before_cents = models.PositiveBigIntegerField()
    ceiling_cents = models.PositiveBigIntegerField()
    purpose = models.TextField(_("Verwendung in den nächsten Monaten"))
    iban = models.CharField(_("IBAN"), max_length=34)
    payment_reference = models.CharField(_("Verwendungszweck"), max_length=140, blank=True)
    digest = models.CharField(max_length=64)
    requested_at = models.DateTimeField()
    requested_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    rejected_at = models.DateTimeField(null=True)
    rejected_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    rejection_reason = models.TextField(_("Grund der Ablehnung"), blank=True)
    paid_on = models.DateField(_("überwiesen am"), null=True)
    paid_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = PaymentRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-requested_at", "-id")
        verbose_name = _("Mittelanforderung")
        verbose_name_plural = _("Mittelanforderungen")
        constraints = [
            set_together("payment_request", "checked", "checked_at", "checked_by"),
            set_together("payment_request", "approved", "approved_at", "approved_by"),
            set_together("payment_request", "rejected", "rejected_at", "rejected_by"),
            set_together("payment_request", "paid", "paid_on", "paid_by"),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("checked_by")),
                name="payment_request_four_eyes",
                violation_error_message=_("Feststellen und anordnen müssen zwei Personen."),
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | Q(checked_at__isnull=False),
                name="payment_request_checked_first",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | Q(rejected_at__isnull=True),
                name="payment_request_settled_once",
            ),
            models.CheckConstraint(
                condition=Q(rejected_at__isnull=True) | ~Q(rejection_reason=""),
                name="payment_request_rejected_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True) | Q(approved_at__isnull=False),
                name="payment_request_paid_after_approval",
            ),
            models.CheckConstraint(
                condition=Q(amount_cents__gt=0), name="payment_request_positive"
            ),
            models.CheckConstraint(
                condition=Q(ceiling_cents__gte=F("before_cents") + F("amount_cents")),
                name="payment_request_within_award",
                violation_error_message=_("Mehr als die Förderung wird nicht ausgezahlt."),
            ),
            models.UniqueConstraint(
                fields=("agreement", "tranche"),
                condition=Q(rejected_at__isnull=True),
                name="payment_request_once_per_tranche",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} {self.tranche.number}"
