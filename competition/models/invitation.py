"""Invitations: a link, sent to one address, that opens one role once."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competition.models.constraints import one_of, set_together
from competition.models.municipality import Municipality
from competition.models.people import User


class InvitedRole(models.TextChoices):
    EDITOR = "editor", _("Bearbeitung")
    SIGNATORY = "signatory", _("vertretungsberechtigt")
    DEPUTY = "deputy", _("vertretungsberechtigt (Stellvertretung)")
    OFFICE = "office", _("Geschäftsstelle")
    ACCOUNT = "account", _("nur ein Konto")


FOR_A_MUNICIPALITY = (InvitedRole.EDITOR, InvitedRole.SIGNATORY, InvitedRole.DEPUTY)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, at: datetime) -> "InvitationQuerySet":
        """Those that can still be accepted at ``at``."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at)


class Invitation(models.Model):
    """An invitation to act for a municipality or to work in the office.

    The link works once and until ``expires_at``; of it only the digest is kept. One to the office
    leaves only when a second member has confirmed it: else one person could become two, and every
    rule of four eyes would be hers alone.
    """

    email = models.EmailField(_("E-Mail-Adresse"))
    municipality = models.ForeignKey(
        Municipality, null=True, on_delete=models.CASCADE, related_name="invitations"
    )
    role = models.CharField(_("Rolle"), max_length=20, choices=InvitedRole.choices)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    secret_digest = models.CharField(max_length=64, unique=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-invited_at", "-id")
        constraints = [
            one_of("invitation", "role", InvitedRole),
            set_together("invitation", "confirmed", "confirmed_at", "confirmed_by"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("invited_by")),
                name="invitation_four_eyes",
                violation_error_message=_("Einladen und bestätigen müssen zwei Personen."),
            ),
            models.CheckConstraint(
                condition=~Q(role="office")
                | Q(accepted_at__isnull=True)
                | Q(confirmed_at__isnull=False),
                name="invitation_to_the_office_confirmed",
                violation_error_message=_("Diese Einladung muss erst bestätigt werden."),
            ),
            set_together("invitation", "accepted", "accepted_at", "accepted_by"),
            set_together("invitation", "revoked", "revoked_at", "revoked_by"),
            models.CheckConstraint(
                condition=Q(role__in=FOR_A_MUNICIPALITY, municipality__isnull=False)
                | (~Q(role__in=FOR_A_MUNICIPALITY) & Q(municipality__isnull=True)),
                name="invitation_role_fits_municipality",
                violation_error_message=_("Zu dieser Rolle passt die Kommune nicht."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.get_role_display()})"

    @property
    def is_waiting(self) -> bool:
        """To the office, and no second member has confirmed it yet."""
        return self.role == InvitedRole.OFFICE and self.confirmed_at is None
