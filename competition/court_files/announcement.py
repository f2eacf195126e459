"""What became of it: the reasons for this applicant, the announcement, the award and its end."""

from collections.abc import Iterator

from competition import wording
from competition.court_files.shapes import Leaf, Part, Subject, act, canonical, given, moment
from competition.documents.shapes import Fact
from competition.models import (
    Amendment,
    Announcement,
    Application,
    Award,
    Publication,
    RedactedCopy,
)
from competition.models.announcement import PublicationKind


def parts(subject: Subject) -> Iterator[Part]:
    """Only what concerns this application; who else was chosen is no part of its file."""
    application = subject.application
    reasons = tuple(_reasons(application))
    yield Part(60, "Begründung gegenüber der Kommune", reasons, "" if reasons else "Noch keine.")
    announced = Announcement.objects.filter(call=application.call).select_related(
        "prepared_by", "confirmed_by"
    )
    leaves = (*map(_announcement, announced), *_amendments(application))
    yield Part(61, "Bekanntgabe", leaves, "" if leaves else "Noch nicht vorbereitet.")
    awards = tuple(_awards(application))
    yield Part(62, "Förderung", awards, "" if awards else "Keine.")
    copies = tuple(_copies(application))
    yield Part(80, "Kopien an Dritte", copies, "" if copies else "Keine.")


def _reasons(application: Application) -> Iterator[Leaf]:
    rows = Publication.objects.filter(
        application=application, kind=PublicationKind.REASONS
    ).select_related("amendment")
    for number, each in enumerate(rows.order_by("frozen_at", "pk"), start=1):
        amended = f" (Änderung {each.amendment.number})" if each.amendment else ""
        yield Leaf(
            f"Begründung{amended}",
            (
                Fact("Eingefroren", moment(each.frozen_at)),
                Fact("Prüfsumme (SHA-256)", each.digest, is_code=True),
            ),
            enclosures=(canonical(f"begruendung-{number}.json", "Wortlaut", each.content),),
        )


def _announcement(each: Announcement) -> Leaf:
    return Leaf(
        "Bekanntgabe der Entscheidung",
        (
            Fact("Öffentlich ab", wording.moment(each.public_at)),
            *act("Vorbereitet", each.prepared_by, each.prepared_at),
            *act("Bestätigt", each.confirmed_by, each.confirmed_at),
            Fact("Prüfsumme der Förderungen (SHA-256)", each.awards_digest, is_code=True),
        ),
    )


def _amendments(application: Application) -> Iterator[Leaf]:
    own = Award.objects.filter(application=application)
    rows = Amendment.objects.filter(granted__in=own) | Amendment.objects.filter(ended__in=own)
    for each in rows.distinct().select_related("proposed_by", "confirmed_by").order_by("number"):
        yield Leaf(
            f"Änderung {each.number} der Entscheidung",
            (
                Fact("Öffentlich ab", wording.moment(each.public_at)),
                Fact("Begründung", each.reason),
                *act("Vorgeschlagen", each.proposed_by, each.proposed_at),
                *act("Bestätigt", each.confirmed_by, each.confirmed_at),
            ),
        )


def _awards(application: Application) -> Iterator[Leaf]:
    rows = Award.objects.filter(application=application).select_related(
        "granted_by", "declined_by", "revoked_by", "ended_by"
    )
    for each in rows.order_by("granted_at", "pk"):
        yield Leaf(
            "Förderung",
            (
                Fact("Stand", each.get_state_display()),
                Fact("Betrag", wording.euros(each.amount_cents)),
                *act("Zugesprochen", each.granted_by, each.granted_at),
                *act("Verzichtet", each.declined_by, each.declined_at),
                *given("Grund des Verzichts", each.decline_reason),
                *act("Aufgehoben", each.revoked_by, each.revoked_at),
                *given("Durch Änderung", str(each.ended_by.number) if each.ended_by else ""),
            ),
        )


def _copies(application: Application) -> Iterator[Leaf]:
    """Which redacted copies were made, by whom and on what ground."""
    rows = RedactedCopy.objects.filter(application=application).select_related("version", "made_by")
    for each in rows.order_by("made_at", "pk"):
        yield Leaf(
            f"Geschwärzte Kopie der Fassung {each.version.number}",
            (
                *act("Gemacht", each.made_by, each.made_at),
                *given("Grund der Schwärzung", each.ground),
                *given("Weggelassene Antworten", ", ".join(each.withheld)),
                *given("Geschwärzte Textstellen", "\n".join(each.passages)),
                Fact("Prüfsumme (SHA-256)", each.digest, is_code=True),
            ),
        )
