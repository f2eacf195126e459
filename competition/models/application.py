"""Applications: the draft, its answers, sealed versions, participants, and every move."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competition.models.call import Call, Question
from competition.models.constraints import one_of, set_together, state_needs
from competition.models.membership import Membership
from competition.models.municipality import Municipality
from competition.models.people import User


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("Entwurf")
    SUBMITTED = "submitted", _("eingereicht")
    WITHDRAWN = "withdrawn", _("zurückgezogen")
    ADMITTED = "admitted", _("zugelassen")
    EXCLUDED = "excluded", _("ausgeschlossen")


class ParticipantRole(models.TextChoices):
    LEAD = "lead", _("federführend")
    PARTNER = "partner", _("Partner")


def new_public_id() -> str:
    """A random id for addresses (80 bits): gaps and order tell nothing."""
    return secrets.token_hex(10)


class ApplicationQuerySet(models.QuerySet["Application"]):
    def of(self, user: User) -> "ApplicationQuerySet":
        """Applications of the municipalities that the person acts for: the portal's only door."""
        return self.filter(
            municipality__in=Membership.objects.filter(user=user).values("municipality")
        )

    def sealed(self) -> "ApplicationQuerySet":
        """Applications with a valid sealed version; drafts and withdrawn ones are none."""
        return self.filter(valid_version__isnull=False)


class Application(models.Model):
    """One application of a municipality to a call. What counts is its ``valid_version``."""

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="applications")
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="applications"
    )
    contact = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        _("Stand"),
        max_length=20,
        choices=ApplicationState.choices,
        default=ApplicationState.DRAFT,
    )
    valid_version = models.OneToOneField(
        "ApplicationVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    released_digest = models.CharField(max_length=64, null=True)  # noqa: DJ001  # set together with instant and person, or null with them
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("eingereicht am"), null=True)
    submitted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    screened_at = models.DateTimeField(null=True)
    screened_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    screening_reason = models.TextField(blank=True)
    # Its content is erased (retention); digests, receipts and the log stay.
    erased_at = models.DateTimeField(null=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ("call", "municipality__name", "id")
        verbose_name = _("Bewerbung")
        verbose_name_plural = _("Bewerbungen")
        constraints = [
            one_of("application", "state", ApplicationState),
            models.UniqueConstraint(
                fields=("call", "municipality"), name="application_once_per_call"
            ),
            set_together("application", "release", "released_digest", "released_at", "released_by"),
            state_needs(
                "application", "submitted", "valid_version", "submitted_at", "submitted_by"
            ),
            state_needs("application", "withdrawn", "withdrawn_at", "withdrawn_by"),
            state_needs("application", "admitted", "valid_version", "screened_at", "screened_by"),
            state_needs("application", "excluded", "valid_version", "screened_at", "screened_by"),
            models.CheckConstraint(
                condition=~Q(state="excluded") | ~Q(screening_reason=""),
                name="application_excluded_with_reason",
                violation_error_message=_("Ein Ausschluss braucht eine Begründung."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("draft", "withdrawn")) | Q(valid_version__isnull=True),
                name="application_unsealed_without_version",
                violation_error_message=_("Zu diesem Stand gehört keine gültige Fassung."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} – {self.call}"


class Participant(models.Model):
    """A municipality in an application. It counts from the moment it confirms (lead: at once)."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="participants"
    )
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=ParticipantRole.choices)
    # The register's facts at the moment it entered: a later import changes no draft.
    place = models.JSONField()
    # False where the call lets partners apply themselves (Call.partners_exclusive is off).
    is_exclusive = models.BooleanField(default=True)
    invited_at = models.DateTimeField()
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("application", "role", "municipality__name")
        constraints = [
            one_of("participant", "role", ParticipantRole),
            set_together("participant", "confirmed", "confirmed_at", "confirmed_by"),
            models.UniqueConstraint(
                fields=("application", "municipality"), name="participant_once_per_application"
            ),
            models.UniqueConstraint(
                fields=("call", "municipality"),
                condition=Q(confirmed_at__isnull=False, is_exclusive=True),
                name="participant_once_per_call",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} ({self.get_role_display()})"


class Answer(models.Model):
    """The draft's answer to one question. ``version`` counts the saves of this answer."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+")
    value = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("question__position",)
        constraints = [
            models.UniqueConstraint(
                fields=("application", "question"), name="answer_once_per_question"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question.key} v{self.version}"


class Occasion(models.TextChoices):
    SUBMISSION = "submission", _("Einreichung")
    LATE = "late", _("Einreichung nach Wiedereinsetzung")
    DOCUMENT = "document", _("nachgereichte Anlage")
    CORRECTION = "correction", _("Berichtigung")


class ApplicationVersion(models.Model):
    """What was submitted: immutable, with the instant of arrival by the database's clock."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    occasion = models.CharField(
        max_length=20, choices=Occasion.choices, default=Occasion.SUBMISSION
    )
    title = models.CharField(max_length=300)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    sealed_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("application", "number")
        constraints = [
            one_of("version", "occasion", Occasion),
            models.UniqueConstraint(fields=("application", "number"), name="version_number_unique"),
            models.CheckConstraint(
                condition=Q(received_at__lte=models.F("sealed_at")),
                name="version_sealed_after_arrival",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} v{self.number}"

    def names_partner(self, municipality: Municipality) -> bool:
        """Whether the municipality is bound by this version as a partner."""
        return municipality.ags in {partner["ags"] for partner in self.content["partners"]}


class ApplicationMove(models.Model):
    """One move of an application: who, when, from where to where, why."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="moves")
    name = models.CharField(max_length=20)
    source = models.CharField(max_length=20, choices=ApplicationState.choices)
    target = models.CharField(max_length=20, choices=ApplicationState.choices)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("made_at", "id")
        constraints = [
            one_of("application_move", "source", ApplicationState),
            one_of("application_move", "target", ApplicationState),
            models.CheckConstraint(
                condition=~Q(name="exclude") | ~Q(reason=""),
                name="application_move_has_reason",
                violation_error_message=_("Dieser Schritt braucht eine Begründung."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.made_at:%Y-%m-%d %H:%M}"
