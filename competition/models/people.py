"""People: users, who acts for which municipality, who runs the competition."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from competition.models.constraints import one_of
from competition.models.municipality import Municipality


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

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ("email",)
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique")]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    EDITOR = "editor", _("Bearbeitung")
    SIGNATORY = "signatory", _("vertretungsberechtigt")


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


class OfficeMember(models.Model):
    """A person of the office (Geschäftsstelle) who runs the competition."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="office_member")
    since_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("user__email",)

    def __str__(self) -> str:
        return str(self.user)
