"""Events: conference, one-day event, digital lounge; their agenda, speakers and registrations."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competition.models import User
from competition.models.constraints import one_of, set_together
from programme.models.programme import Programme


class EventKind(models.TextChoices):
    CONFERENCE = "conference", _("Konferenz")
    ONE_DAY = "one_day", _("Tagesveranstaltung")
    LOUNGE = "lounge", _("digitale Veranstaltung")


class EventQuerySet(models.QuerySet["Event"]):
    def public(self, at: datetime) -> "EventQuerySet":
        """Events that anybody may read about: published, of a public programme."""
        return self.filter(programme__in=Programme.objects.public(at), published_at__isnull=False)


class Event(models.Model):
    """One event, by the call's clock. ``capacity`` bounds the places that are held or confirmed.

    ``link`` (a video conference's) is for people with a confirmed place only. Registrants' data
    are erased ``erase_after_days`` days after the end. Archive events carry ``facts`` (what was
    published, with sources) and take no registrations.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="events")
    slug = models.SlugField(_("Kennung"), max_length=60, unique=True)
    kind = models.CharField(_("Art"), max_length=12, choices=EventKind.choices)
    title = models.CharField(_("Titel"), max_length=200)
    summary = models.TextField(_("Worum es geht"))
    starts_at = models.DateTimeField(_("Beginn"))
    ends_at = models.DateTimeField(_("Ende"))
    place = models.CharField(_("Ort"), max_length=200, blank=True)
    directions = models.TextField(_("Anschrift und Anreise"), blank=True)
    accessibility = models.TextField(_("Barrierefreiheit"), blank=True)
    link = models.URLField(_("Zugang für Angemeldete"), max_length=500, blank=True)
    capacity = models.PositiveIntegerField(_("Plätze"), null=True, blank=True)
    registration_opens_at = models.DateTimeField(_("Anmeldung ab"), null=True, blank=True)
    # The first instant at which nobody can register any more; null: no registration at all.
    registration_ends_at = models.DateTimeField(_("Anmeldeschluss"), null=True, blank=True)
    erase_after_days = models.PositiveSmallIntegerField(_("Daten löschen nach Tagen"), default=30)
    facts = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    cancel_reason = models.TextField(_("Grund der Absage"), blank=True)
    erased_at = models.DateTimeField(null=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("starts_at", "id")
        verbose_name = _("Veranstaltung")
        verbose_name_plural = _("Veranstaltungen")
        constraints = [
            one_of("event", "kind", EventKind),
            set_together("event", "cancelled", "cancelled_at", "cancelled_by"),
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")),
                name="event_starts_before_end",
                violation_error_message=_("Das Ende muss nach dem Beginn liegen."),
            ),
            models.CheckConstraint(
                condition=Q(registration_ends_at__isnull=True)
                | Q(capacity__isnull=False, registration_opens_at__isnull=False),
                name="event_registration_complete",
                violation_error_message=_("Zur Anmeldung gehören Beginn, Schluss und Plätze."),
            ),
            models.CheckConstraint(
                condition=Q(registration_ends_at__isnull=True)
                | Q(registration_opens_at__lt=F("registration_ends_at")),
                name="event_registration_opens_before_end",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | Q(published_at__isnull=False),
                name="event_published_with_instant",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """One point of an event's agenda. ``speakers``: [{"name", "role"}], as they agreed to it."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="agenda")
    starts_at = models.DateTimeField(_("Beginn"))
    ends_at = models.DateTimeField(_("Ende"))
    title = models.CharField(_("Titel"), max_length=200)
    text = models.TextField(_("Beschreibung"), blank=True)
    room = models.CharField(_("Raum"), max_length=120, blank=True)
    speakers = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("event", "starts_at", "id")
        verbose_name = _("Programmpunkt")
        verbose_name_plural = _("Programmpunkte")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__lt=F("ends_at")), name="agenda_item_starts_before_end"
            )
        ]

    def __str__(self) -> str:
        return self.title


class RegistrationState(models.TextChoices):
    HELD = "held", _("Platz gehalten, Adresse unbestätigt")
    CONFIRMED = "confirmed", _("angemeldet")
    WAITING = "waiting", _("auf der Warteliste")
    LAPSED = "lapsed", _("verfallen")
    CANCELLED = "cancelled", _("abgemeldet")


TAKES_A_PLACE = (RegistrationState.HELD, RegistrationState.CONFIRMED)
STANDING = (*TAKES_A_PLACE, RegistrationState.WAITING)


class Registration(models.Model):
    """One person at one event. A place is held as soon as it is asked for and lapses unless the
    address is confirmed by ``hold_until_at``; when all are taken, people wait in the order of
    their arrival. Of the link in the letter only the digest is kept. ``erased_at``: name, address
    and needs are gone, the count stays."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="registrations")
    number = models.CharField(max_length=14, unique=True)
    name = models.CharField(_("Name"), max_length=120, blank=True)
    address = models.EmailField(_("E-Mail-Adresse"), blank=True)
    organisation = models.CharField(_("Organisation"), max_length=200, blank=True)
    access_needs = models.TextField(_("Was brauchen Sie, um gut teilzunehmen?"), blank=True)
    state = models.CharField(_("Stand"), max_length=10, choices=RegistrationState.choices)
    secret_digest = models.CharField(max_length=64, unique=True)
    received_at = models.DateTimeField()
    hold_until_at = models.DateTimeField(null=True)
    # When whoever holds the address has opened the link, also while waiting.
    address_confirmed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    # The network address it came from, as a digest, to count; erased with the rest.
    origin_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("event", "received_at", "id")
        verbose_name = _("Anmeldung")
        verbose_name_plural = _("Anmeldungen")
        constraints = [
            one_of("registration", "state", RegistrationState),
            models.UniqueConstraint(
                fields=("event", "address"),
                condition=Q(state__in=("held", "confirmed", "waiting"), erased_at__isnull=True),
                name="registration_once_per_address",
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(hold_until_at__isnull=False),
                name="registration_held_until",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | Q(confirmed_at__isnull=False, address_confirmed_at__isnull=False),
                name="registration_confirmed_with_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("lapsed", "cancelled")) | Q(ended_at__isnull=False),
                name="registration_ended_with_instant",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(name="", address="", organisation="", access_needs="", origin_digest=""),
                name="registration_erased_is_empty",
            ),
        ]
        indexes = [models.Index(fields=("event", "state"), name="registration_state")]

    def __str__(self) -> str:
        return self.number
