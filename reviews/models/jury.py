"""The jury: members, what they declared, conflicts of interest, who reads what."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competition.models import Application, Call, Municipality, User
from competition.models.constraints import one_of


class ConflictReason(models.TextChoices):
    OWN_MUNICIPALITY = "own_municipality", _("eigene Kommune oder ihr Landkreis")
    MANDATE = "mandate", _("Mandat oder Amt in einem Verband")
    EMPLOYMENT = "employment", _("Beschäftigung oder Auftrag")
    KINSHIP = "kinship", _("Angehörige")
    OTHER = "other", _("anderer Grund")


class ConflictSource(models.TextChoices):
    JUROR = "juror", _("selbst erklärt")
    REGISTER = "register", _("aus dem Register abgeleitet")
    OFFICE = "office", _("von der Geschäftsstelle festgestellt")


class JuryMember(models.Model):
    """A person in the jury of one call. ``municipality``: own town, from which conflicts follow."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="jury_members")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="jury_memberships")
    is_chair = models.BooleanField(_("Vorsitz"), default=False)
    bench = models.CharField(_("Bank"), max_length=100, blank=True)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("call", "user__name")
        verbose_name = _("Jurymitglied")
        verbose_name_plural = _("Jurymitglieder")
        constraints = [
            models.UniqueConstraint(fields=("call", "user"), name="jury_member_once_per_call"),
            models.UniqueConstraint(
                fields=("call",), condition=Q(is_chair=True), name="jury_one_chair"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class Assignment(models.Model):
    """A juror is to review an application. A conflict outweighs it; the row stays."""

    jury_member = models.ForeignKey(
        JuryMember, on_delete=models.PROTECT, related_name="assignments"
    )
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="assignments"
    )
    assigned_at = models.DateTimeField()

    class Meta:
        ordering = ("jury_member", "application")
        constraints = [
            models.UniqueConstraint(fields=("jury_member", "application"), name="assignment_unique")
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


class Conflict(models.Model):
    """A conflict of interest (§§ 20, 21 VwVfG). While it stands, the juror sees no content, and a
    score already given counts in no average; its row stays."""

    jury_member = models.ForeignKey(JuryMember, on_delete=models.PROTECT, related_name="conflicts")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="conflicts")
    reason = models.CharField(_("Grund"), max_length=20, choices=ConflictReason.choices)
    source = models.CharField(max_length=10, choices=ConflictSource.choices)
    note = models.TextField(_("Anmerkung"), blank=True)
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("jury_member", "application")
        verbose_name = _("Befangenheit")
        verbose_name_plural = _("Befangenheiten")
        constraints = [
            one_of("conflict", "reason", ConflictReason),
            one_of("conflict", "source", ConflictSource),
            models.UniqueConstraint(fields=("jury_member", "application"), name="conflict_unique"),
            models.CheckConstraint(
                condition=Q(source="register") | Q(declared_by__isnull=False),
                name="conflict_has_person_or_register",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.jury_member} befangen bei {self.application}"
