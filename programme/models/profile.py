"""Project profiles: what a funded municipality tells everybody about its project."""

from datetime import datetime

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from competition.models import Award, User
from competition.models.constraints import set_together


class Profile(models.Model):
    """The draft of an award's profile; ``revision`` counts the saves.

    ``content``: {"summary", "stand", "stand_on" (ISO day), "contact", "measures": [{"perspective",
    "title", "text", "state": planned | running | done}]}. Perspectives: competition.perspectives.
    """

    award = models.OneToOneField(Award, on_delete=models.PROTECT, related_name="profile")
    content = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("award",)
        verbose_name = _("Projektprofil")
        verbose_name_plural = _("Projektprofile")

    def __str__(self) -> str:
        return str(self.award)


class ProfileVersionQuerySet(models.QuerySet["ProfileVersion"]):
    def public(self, at: datetime) -> "ProfileVersionQuerySet":
        """What anybody may read: of each publicly funded municipality the latest version, unless
        the office has taken it down."""
        latest = ProfileVersion.objects.filter(profile=OuterRef("profile")).order_by("-number")
        return self.filter(
            pk=Subquery(latest.values("pk")[:1]),
            taken_down_at__isnull=True,
            profile__award__in=Award.objects.public(at),
        )


class ProfileVersion(models.Model):
    """What was published of a profile, by whom and when."""

    profile = models.ForeignKey(Profile, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    taken_down_at = models.DateTimeField(null=True)
    taken_down_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    taken_down_reason = models.TextField(_("Grund"), blank=True)

    objects = ProfileVersionQuerySet.as_manager()

    class Meta:
        ordering = ("profile", "number")
        constraints = [
            models.UniqueConstraint(fields=("profile", "number"), name="profile_version_number"),
            set_together("profile_version", "taken_down", "taken_down_at", "taken_down_by"),
            models.CheckConstraint(
                condition=Q(taken_down_at__isnull=True) | ~Q(taken_down_reason=""),
                name="profile_version_taken_down_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.profile} {self.number}"
