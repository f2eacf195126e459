"""The rubric and the rules of selection: hashed, published and fixed with their call."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competition.models import Call, User
from competition.models.constraints import one_of, set_together


class Aggregate(models.TextChoices):
    MEAN = "mean", _("Mittelwert")
    MEDIAN = "median", _("Median")
    INTERPOLATED_MEDIAN = "interpolated_median", _("interpolierter Median")


class SeatsMode(models.TextChoices):
    EXACT = "exact", _("genau so viele Plätze")
    AT_MOST = "at_most", _("höchstens so viele Plätze")


class Attribute(models.TextChoices):
    KIND = "kind", _("Art der Kommune")
    SIZE_CLASS = "size_class", _("Größenklasse")
    STATE = "state", _("Land")
    PERSPECTIVES = "perspectives", _("Perspektive der Offenheit")


class Disclosure(models.TextChoices):
    SESSION = "session", _("sobald die Bewertungen gesperrt sind")
    OWN_FINAL = "own_final", _("sobald die eigene Bewertung abgeschlossen ist")


class Rubric(models.Model):
    """How a call's applications are judged. Numbers that decide are texts, read exactly.

    ``digest`` covers all that was published with the call; nothing of it changes after that.
    ``frozen_at``: reviewing opened on exactly this rubric.
    ``locked_at``: the scores are locked, selection may run.
    """

    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="rubric")
    aggregate = models.CharField(max_length=20, choices=Aggregate.choices, default=Aggregate.MEAN)
    quorum = models.PositiveSmallIntegerField(_("Mindestzahl der Bewertungen"))
    overall_threshold = models.CharField(max_length=20, blank=True)
    # How many jurors read each application; null: all of them read everything.
    panel_size = models.PositiveSmallIntegerField(
        _("Bewertungen je Bewerbung"), null=True, blank=True
    )
    # When jurors see the scores of others (PRODUCT rule 6: never before the own review is final).
    disclosure = models.CharField(
        max_length=20, choices=Disclosure.choices, default=Disclosure.SESSION
    )
    # Whether a juror may abstain, with a reason; an abstention is no score and no quorum.
    abstention_allowed = models.BooleanField(_("Enthaltung möglich"), default=True)
    seats_mode = models.CharField(max_length=10, choices=SeatsMode.choices, default=SeatsMode.EXACT)
    tie_break = models.JSONField(_("Reihenfolge bei Gleichstand"), default=list, blank=True)
    # The lot (``selection.lot``): the nonce stays secret until the public value is known; its
    # commitment is published with the rules.
    lot_nonce_hex = models.CharField(max_length=128, blank=True)
    lot_source = models.CharField(_("Quelle des Loses"), max_length=300, blank=True)
    lot_public_value = models.CharField(_("öffentlicher Wert"), max_length=300, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    locked_at = models.DateTimeField(null=True, blank=True)
    locked_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("call",)
        constraints = [
            one_of("rubric", "aggregate", Aggregate),
            one_of("rubric", "seats_mode", SeatsMode),
            one_of("rubric", "disclosure", Disclosure),
            set_together("rubric", "frozen", "frozen_at", "frozen_by"),
            set_together("rubric", "locked", "locked_at", "locked_by"),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True) | ~Q(digest=""),
                name="rubric_frozen_with_digest",
            ),
            models.CheckConstraint(
                # Without the second part an unfrozen rubric would pass: NULL is not false in SQL.
                condition=Q(locked_at__isnull=True)
                | Q(frozen_at__isnull=False, frozen_at__lte=F("locked_at")),
                name="rubric_frozen_before_locked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call}"


class Criterion(models.Model):
    """One criterion: weight, scale and threshold as decimal texts, scores as steps from ``min``."""

    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    weight = models.CharField(max_length=20, default="1")
    minimum = models.CharField(max_length=20, default="0")
    maximum = models.CharField(max_length=20, default="5")
    step = models.CharField(max_length=20, default="0.5")
    threshold = models.CharField(max_length=20, blank=True)
    # What a level means: [{"score": "5", "meaning": "…"}, …], best first.
    levels = models.JSONField(default=list, blank=True)
    # Points without a written reason are no complete review.
    reason_required = models.BooleanField(_("Begründung nötig"), default=False)

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=("rubric", "key"), name="criterion_key_unique"),
            models.UniqueConstraint(
                fields=("rubric", "position"), name="criterion_position_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class DiversityRule(models.Model):
    """How many of the selected may or must carry a value: ``*``, one value, or any of a list."""

    rubric = models.ForeignKey(Rubric, on_delete=models.CASCADE, related_name="diversity_rules")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    attribute = models.CharField(max_length=20, choices=Attribute.choices)
    value = models.JSONField(default=str)
    minimum = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = [
            one_of("diversity_rule", "attribute", Attribute),
            models.UniqueConstraint(fields=("rubric", "key"), name="diversity_rule_key_unique"),
            models.UniqueConstraint(
                fields=("rubric", "position"), name="diversity_rule_position_unique"
            ),
            models.CheckConstraint(
                condition=Q(minimum__isnull=False) | Q(maximum__isnull=False),
                name="diversity_rule_says_something",
            ),
            models.CheckConstraint(
                condition=Q(minimum__isnull=True)
                | Q(maximum__isnull=True)
                | Q(minimum__lte=F("maximum")),
                name="diversity_rule_bounds_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.label
