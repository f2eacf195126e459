"""Who acts for which municipality: members, who asks to become one, and its shared mailboxes."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competition.models.constraints import one_of, set_together
from competition.models.municipality import Municipality
from competition.models.people import User


class Role(models.TextChoices):
    EDITOR = "editor", _("Bearbeitung")
    SIGNATORY = "signatory", _("vertretungsberechtigt")
    DEPUTY = "deputy", _("vertretungsberechtigt (Stellvertretung)")


# Who may release and withdraw; a deputy in the place of the signatory.
SIGNING = (Role.SIGNATORY, Role.DEPUTY)


class Membership(models.Model):
    """A person acts for a municipality. One person may act for several (Amt, Verbandsgemeinde)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("Rolle"), max_length=20, choices=Role.choices)
    since_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("municipality__name", "user__email")
        constraints = [
            one_of("membership", "role", Role),
            models.UniqueConstraint(fields=("user", "municipality"), name="membership_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.municipality} ({self.get_role_display()})"


class MembershipRequest(models.Model):
    """Somebody with an account asks to act for a municipality.

    Its members decide; where there is none yet, the office. ``is_admitted`` is null while open.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="membership_requests")
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="membership_requests"
    )
    role = models.CharField(_("Rolle"), max_length=20, choices=Role.choices)
    note = models.TextField(_("Nachricht"), blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    is_admitted = models.BooleanField(null=True)

    class Meta:
        ordering = ("asked_at", "id")
        constraints = [
            one_of("membership_request", "role", Role),
            set_together(
                "membership_request", "decided", "decided_at", "decided_by", "is_admitted"
            ),
            models.UniqueConstraint(
                fields=("user", "municipality"),
                condition=Q(decided_at__isnull=True),
                name="membership_request_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.municipality}"


class Mailbox(models.Model):
    """A shared mailbox of a municipality (poststelle@…): gets a copy of every letter to it.

    It counts from the moment somebody who reads it has opened the link sent there; of that link
    only the digest is kept.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="mailboxes"
    )
    address = models.EmailField(_("E-Mail-Adresse"))
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    secret_digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("municipality", "address")
        constraints = [
            models.UniqueConstraint(
                fields=("municipality", "address"), name="mailbox_once_per_municipality"
            )
        ]

    def __str__(self) -> str:
        return self.address
