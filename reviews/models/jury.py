"""The jury: members, what they declared, conflicts of interest, who reads what."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from competition.models import Application, Call, Municipality, User
from competition.models.constraints import one_of, set_together
from competition.models.municipality import FederalState


class Association(models.TextChoices):
    STAEDTETAG = "staedtetag", _("Deutscher Städtetag")
    LANDKREISTAG = "landkreistag", _("Deutscher Landkreistag")
    DSTGB = "dstgb", _("Deutscher Städte- und Gemeindebund")


class ConflictReason(models.TextChoices):
    OWN_MUNICIPALITY = "own_municipality", _("eigene Kommune oder ihr Landkreis")
    MANDATE = "mandate", _("Mandat oder Amt in einem Verband")
    MINISTRY = "ministry", _("Ministerium des Landes")
    MAIL_DOMAIN = "mail_domain", _("gleiche Mail-Domäne wie die Kommune")
    EMPLOYMENT = "employment", _("Beschäftigung oder Auftrag")
    KINSHIP = "kinship", _("Angehörige")
    OTHER = "other", _("anderer Grund")


# An equal mail domain is found by the register; nobody declares it of themselves.
DECLARABLE = tuple(each for each in ConflictReason if each != ConflictReason.MAIL_DOMAIN)


class ConflictSource(models.TextChoices):
    JUROR = "juror", _("selbst erklärt")
    REGISTER = "register", _("aus dem Register abgeleitet")
    OFFICE = "office", _("von der Geschäftsstelle festgestellt")
    CHAIR = "chair", _("vom Vorsitz festgestellt")


class Severity(models.TextChoices):
    HARD = "hard", _("schließt aus")
    SOFT = "soft", _("Hinweis, der sich aufheben lässt")


class Settlement(models.TextChoices):
    WAIVED = "waived", _("aufgehoben")
    DISMISSED = "dismissed", _("trifft nicht zu")
    UPHELD = "upheld", _("bestätigt")


# After these the juror reads and scores as anybody else.
LIFTING = (Settlement.WAIVED, Settlement.DISMISSED)


class JuryMember(models.Model):
    """A person in the jury of one call.

    ``municipality`` (own town), ``association`` and ``state`` (a ministry there) are what conflicts
    are derived from. ``single_keys``: whether single letters and digits act while scoring.
    """

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="jury_members")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="jury_memberships")
    is_chair = models.BooleanField(_("Vorsitz"), default=False)
    # Takes the chair's place where the chair is absent or in conflict.
    is_deputy_chair = models.BooleanField(_("stellvertretender Vorsitz"), default=False)
    bench = models.CharField(_("Bank"), max_length=100, blank=True)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    association = models.CharField(
        _("Verband"), max_length=20, choices=Association.choices, blank=True
    )
    state = models.CharField(
        _("Landesministerium in"), max_length=2, choices=FederalState.choices, blank=True
    )
    single_keys = models.BooleanField(_("Einzeltasten beim Bewerten"), default=True)

    class Meta:
        ordering = ("call", "user__name")
        verbose_name = _("Jurymitglied")
        verbose_name_plural = _("Jurymitglieder")
        constraints = [
            models.UniqueConstraint(fields=("call", "user"), name="jury_member_once_per_call"),
            models.UniqueConstraint(
                fields=("call",), condition=Q(is_chair=True), name="jury_one_chair"
            ),
            models.UniqueConstraint(
                fields=("call",),
                condition=Q(is_deputy_chair=True),
                name="jury_one_deputy_chair",
            ),
            models.CheckConstraint(
                condition=~Q(is_chair=True, is_deputy_chair=True),
                name="jury_chair_or_deputy",
                violation_error_message=_("Vorsitz und Stellvertretung sind zwei Personen."),
            ),
            one_of("jury_member", "association", Association, or_blank=True),
            one_of("jury_member", "state", FederalState, or_blank=True),
        ]

    def __str__(self) -> str:
        return str(self.user)


class AssignmentOrigin(models.TextChoices):
    PANEL = "panel", _("berechnet")
    OFFICE = "office", _("von Hand")


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def current(self) -> "AssignmentQuerySet":
        """Those that have not been ended."""
        return self.filter(ended_at__isnull=True)

    def due(self) -> "AssignmentQuerySet":
        """Current ones that no conflict on record outweighs."""
        pair = {"jury_member": OuterRef("jury_member"), "application": OuterRef("application")}
        return self.current().exclude(Exists(Conflict.objects.standing().filter(**pair)))


class Assignment(models.Model):
    """A juror is to review an application. A conflict outweighs it; the row stays.

    Ended ones stay too, with who ended them and why; a review that was begun stays and does not
    count.
    """

    jury_member = models.ForeignKey(
        JuryMember, on_delete=models.PROTECT, related_name="assignments"
    )
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="assignments"
    )
    origin = models.CharField(
        max_length=10, choices=AssignmentOrigin.choices, default=AssignmentOrigin.PANEL
    )
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    end_reason = models.TextField(blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("jury_member", "application")
        constraints = [
            one_of("assignment", "origin", AssignmentOrigin),
            set_together("assignment", "ended", "ended_at", "ended_by"),
            models.UniqueConstraint(
                fields=("jury_member", "application"), name="assignment_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jury_member} → {self.application}"


class Declaration(models.Model):
    """A juror declared to be free of conflict for an application, before its text opened."""

    jury_member = models.ForeignKey(
        JuryMember, on_delete=models.PROTECT, related_name="declarations"
    )
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="declarations"
    )
    declared_at = models.DateTimeField()

    class Meta:
        ordering = ("jury_member", "application")
        constraints = [
            models.UniqueConstraint(
                fields=("jury_member", "application"), name="declaration_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.jury_member} frei für {self.application}"


class ConflictQuerySet(models.QuerySet["Conflict"]):
    def standing(self) -> "ConflictQuerySet":
        """Those that hide content and void scores: all but the waived and the dismissed."""
        return self.exclude(settlement__in=LIFTING)


class Conflict(models.Model):
    """A conflict of interest (§§ 20, 21 VwVfG). While it stands, the juror sees no content, and a
    score already given counts in no average; its row stays.

    A derived one may be contested by its juror with a reason; it stands until it is settled: a soft
    one may be waived by the chair, one that rests on a mistake is dismissed.
    """

    jury_member = models.ForeignKey(JuryMember, on_delete=models.PROTECT, related_name="conflicts")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="conflicts")
    reason = models.CharField(_("Grund"), max_length=20, choices=ConflictReason.choices)
    source = models.CharField(max_length=10, choices=ConflictSource.choices)
    note = models.TextField(_("Anmerkung"), blank=True)
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    severity = models.CharField(max_length=10, choices=Severity.choices, default=Severity.HARD)
    contested_at = models.DateTimeField(null=True)
    contest_reason = models.TextField(blank=True)
    settlement = models.CharField(max_length=10, choices=Settlement.choices, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    settlement_reason = models.TextField(blank=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        ordering = ("jury_member", "application")
        verbose_name = _("Befangenheit")
        verbose_name_plural = _("Befangenheiten")
        constraints = [
            one_of("conflict", "reason", ConflictReason),
            one_of("conflict", "source", ConflictSource),
            one_of("conflict", "severity", Severity),
            one_of("conflict", "settlement", Settlement, or_blank=True),
            set_together("conflict", "settled", "settled_at", "settled_by"),
            models.CheckConstraint(
                condition=Q(settlement="", settled_at__isnull=True, settlement_reason="")
                | (
                    Q(settlement__in=Settlement.values, settled_at__isnull=False)
                    & ~Q(settlement_reason="")
                ),
                name="conflict_settled_with_reason",
                violation_error_message=_("Dieser Schritt braucht eine Begründung."),
            ),
            models.CheckConstraint(
                condition=~Q(settlement="waived") | Q(severity="soft"),
                name="conflict_hard_is_not_waived",
                violation_error_message=_("Ein Ausschlussgrund lässt sich nicht aufheben."),
            ),
            models.CheckConstraint(
                condition=Q(contested_at__isnull=True) | ~Q(contest_reason=""),
                name="conflict_contested_with_reason",
            ),
            models.UniqueConstraint(fields=("jury_member", "application"), name="conflict_unique"),
            models.CheckConstraint(
                condition=Q(source="register") | Q(declared_by__isnull=False),
                name="conflict_has_person_or_register",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jury_member} befangen bei {self.application}"
