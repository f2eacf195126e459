"""Access tokens of the API: only their digest is stored."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models import User
from competition.models.constraints import one_of


class Audience(models.TextChoices):
    OFFICE = "office", _("Geschäftsstelle")


class Scope(models.TextChoices):
    """What a token may be used for; each act of the API needs exactly one."""

    READ = "read", _("lesen")
    RUN = "run", _("prüfen, Begutachtung öffnen und schließen, Auswahl rechnen")
    DECIDE = "decide", _("Entscheidungen vorschlagen und bestätigen")
    ANNOUNCE = "announce", _("Bekanntgaben vorbereiten und bestätigen")


class ApiToken(models.Model):
    """A token of one person for one audience, with scopes and an end. Shown once, then hashed."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    audience = models.CharField(max_length=10, choices=Audience.choices)
    scopes = models.JSONField(default=list)
    label = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-id")
        constraints = [
            one_of("api_token", "audience", Audience),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="api_token_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.audience} {self.label}"
