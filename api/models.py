"""Access tokens of the API, of which only the digest is stored, and answers kept for retries."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from competition.models import Call, User
from competition.models.constraints import one_of


class Audience(models.TextChoices):
    OFFICE = "office", _("Geschäftsstelle")
    PORTAL = "portal", _("Kommune")
    JURY = "jury", _("Jury")


class Scope(models.TextChoices):
    """What a token of the office may be used for; each act of the API needs exactly one."""

    READ = "read", _("lesen")
    RUN = "run", _("prüfen, Begutachtung öffnen und schließen, Auswahl rechnen")
    DECIDE = "decide", _("Entscheidungen vorschlagen und bestätigen")
    ANNOUNCE = "announce", _("Bekanntgaben vorbereiten und bestätigen")


class PortalScope(models.TextChoices):
    """What a token of somebody who acts for municipalities may be used for."""

    READ = "read", _("lesen")
    WRITE = "write", _("Antworten speichern")
    SUBMIT = "submit", _("einreichen und zurückziehen")


class JuryScope(models.TextChoices):
    """What a token of a juror may be used for, in the one call that it names."""

    READ = "read", _("lesen")
    DECLARE = "declare", _("Befangenheit erklären")
    REVIEW = "review", _("bewerten und abschließen")


SCOPES: dict[str, type[models.TextChoices]] = {
    Audience.OFFICE: Scope,
    Audience.PORTAL: PortalScope,
    Audience.JURY: JuryScope,
}


class ApiToken(models.Model):
    """A token of one person for one audience, with scopes and an end. Shown once, then hashed.

    ``call``: the only call that it opens; a juror's always names one, others may.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    audience = models.CharField(max_length=10, choices=Audience.choices)
    call = models.ForeignKey(Call, null=True, on_delete=models.PROTECT, related_name="api_tokens")
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
                condition=~models.Q(audience=Audience.JURY) | models.Q(call__isnull=False),
                name="api_token_of_a_juror_names_its_call",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="api_token_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.audience} {self.label}"


class IdempotencyKey(models.Model):
    """An act that somebody has named with a key of their own, and its answer for the retry.

    Written in the transaction of the act itself: there is never one without the other.
    ``location``: the header of that name, "" where there was none.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    address = models.CharField(max_length=300)
    body_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    answer = models.JSONField()
    location = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("user", "created_at", "id")
        constraints = [
            models.UniqueConstraint(fields=("user", "key"), name="idempotency_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.key}"


class RequestCount(models.Model):
    """How many requests of one kind a token has sent in one minute (``api.throttles``).

    ``minute``: its number since 1970. Old rows are removed as tokens are issued.
    """

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    minute = models.PositiveIntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ("token", "kind", "minute")
        constraints = [
            models.UniqueConstraint(fields=("token", "kind", "minute"), name="request_count_once"),
        ]

    def __str__(self) -> str:
        return f"{self.token_id} {self.kind} {self.minute}: {self.count}"
