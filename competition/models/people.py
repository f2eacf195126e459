"""People: users, who runs the competition, and the way back for a lost second factor."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from competition.models.constraints import four_eyes, one_of


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A user with a hashed password; without one the account cannot sign in by password."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person who signs in with an e-mail address. Rights come from memberships only."""

    email = models.EmailField(_("E-Mail-Adresse"), unique=True)
    name = models.CharField(_("Name"), max_length=200)
    is_active = models.BooleanField(default=True)
    is_synthetic = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    # Name and address are replaced, the account is closed; acts stay attributed to one person.
    pseudonymised_at = models.DateTimeField(null=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("email",)
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique")]

    def __str__(self) -> str:
        return self.name


class OfficeRole(models.TextChoices):
    CLERK = "clerk", _("Sachbearbeitung")
    AUDITOR = "auditor", _("nur lesend (Rechtsamt, Rechnungsprüfung)")


class OfficeMember(models.Model):
    """A person of the office (Geschäftsstelle): who runs the competition, or who may only read."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="office_member")
    role = models.CharField(
        _("Rolle"), max_length=10, choices=OfficeRole.choices, default=OfficeRole.CLERK
    )
    since_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("user__email",)
        constraints = [one_of("office_member", "role", OfficeRole)]

    def __str__(self) -> str:
        return str(self.user)


class Rescue(models.Model):
    """Two members of the office let somebody back in who has lost the second factor.

    One has checked who it is and says how (``reason``); the other confirms.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="rescues")
    reason = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    rejected_at = models.DateTimeField(null=True)
    rejected_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-proposed_at", "-id")
        constraints = [
            *four_eyes("rescue"),
            models.UniqueConstraint(
                fields=("user",),
                condition=Q(confirmed_at__isnull=True, rejected_at__isnull=True),
                name="rescue_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.proposed_at:%Y-%m-%d}"
