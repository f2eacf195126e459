"""The register of municipalities."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competition.models.constraints import one_of
from competition.register import search_words


class Kind(models.TextChoices):
    COUNTY = "county", _("Landkreis")
    INDEPENDENT_CITY = "independent_city", _("Kreisfreie Stadt")
    TOWN = "town", _("Stadt")
    MUNICIPALITY = "municipality", _("Gemeinde")


class SizeClass(models.TextChoices):
    SMALL = "small", _("unter 20.000")
    MEDIUM = "medium", _("20.000 bis unter 100.000")
    LARGE = "large", _("100.000 und mehr")
    COUNTY = "county", _("Landkreis")


class FederalState(models.TextChoices):
    SH = "SH", _("Schleswig-Holstein")
    HH = "HH", _("Hamburg")
    NI = "NI", _("Niedersachsen")
    HB = "HB", _("Bremen")
    NW = "NW", _("Nordrhein-Westfalen")
    HE = "HE", _("Hessen")
    RP = "RP", _("Rheinland-Pfalz")
    BW = "BW", _("Baden-Württemberg")
    BY = "BY", _("Bayern")
    SL = "SL", _("Saarland")
    BE = "BE", _("Berlin")
    BB = "BB", _("Brandenburg")
    MV = "MV", _("Mecklenburg-Vorpommern")
    SN = "SN", _("Sachsen")
    ST = "ST", _("Sachsen-Anhalt")
    TH = "TH", _("Thüringen")


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def matching(self, text: str) -> Self:
        """Those whose name has words beginning with each word typed, or whose key begins so.

        "köln", "KÖLN", "koeln" and "05315" all find Köln; nothing typed finds all.
        """
        found = self
        for word in search_words(text):
            found = found.filter(search__contains=f" {word}")
        return found


class Municipality(models.Model):
    """A town, municipality or county, identified by its AGS (8-digit official key, § 2 BStatG)."""

    ags = models.CharField(_("Amtlicher Gemeindeschlüssel"), max_length=8, unique=True)
    name = models.CharField(_("Name"), max_length=200)
    kind = models.CharField(_("Art"), max_length=20, choices=Kind.choices)
    state = models.CharField(_("Land"), max_length=2, choices=FederalState.choices)
    population = models.PositiveIntegerField(_("Einwohner"))
    latitude = models.CharField(max_length=12, blank=True)
    longitude = models.CharField(max_length=12, blank=True)
    # Case-folded words of the name and the key (``register.search_text``): the same search on
    # SQLite (whose LIKE knows ASCII only) and PostgreSQL.
    search = models.CharField(max_length=220, editable=False)
    as_of = models.DateField(_("Gebietsstand"))
    is_synthetic = models.BooleanField(default=False)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        ordering = ("name", "ags")
        verbose_name = _("Kommune")
        verbose_name_plural = _("Kommunen")
        constraints = [
            one_of("municipality", "kind", Kind),
            one_of("municipality", "state", FederalState),
            models.CheckConstraint(
                condition=Q(is_synthetic=True, ags__startswith="99")
                | (Q(is_synthetic=False) & ~Q(ags__startswith="99")),
                name="municipality_synthetic_range",
                violation_error_message=_(
                    "Beispielkommunen tragen Schlüssel, die mit 99 beginnen."
                ),
            ),
        ]
        indexes = [models.Index(fields=("search",), name="municipality_search")]

    def __str__(self) -> str:
        return self.name

    @property
    def size_class(self) -> str:
        """The size class by population (PRODUCT: under 20,000, under 100,000, more; counties)."""
        if self.kind == Kind.COUNTY:
            return SizeClass.COUNTY.value
        if self.population < 20_000:
            return SizeClass.SMALL.value
        if self.population < 100_000:
            return SizeClass.MEDIUM.value
        return SizeClass.LARGE.value

    def get_size_class_display(self) -> str:
        return str(SizeClass(self.size_class).label)


class RegisterImport(models.Model):
    """One applied import of the register: from which file, and what it changed."""

    applied_at = models.DateTimeField()
    source = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    as_of = models.DateField()
    created_count = models.PositiveIntegerField()
    changed_count = models.PositiveIntegerField()
    unchanged_count = models.PositiveIntegerField()
    missing_count = models.PositiveIntegerField()
    log = models.JSONField(default=list)

    class Meta:
        ordering = ("-applied_at", "-id")

    def __str__(self) -> str:
        return f"{self.source} ({self.as_of})"
