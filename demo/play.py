"""Playing example rounds: every act goes through the same services as the pages and the API."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from competition import clock, screening_plan
from competition.letters import outbox
from competition.models import Application, Award, Call, Municipality, Notice, User
from competition.models.membership import Role
from competition.models.notice import NoticeState
from competition.services import (
    announcement,
    answers,
    applications,
    calls,
    examples,
    memberships,
    partners,
    people,
    screening,
    submission,
)
from competition.services.answers import Change
from demo import definition, drafts, questions
from demo.people import CLERK, JURY, OFFICE_1, OFFICE_2, SIGNATORY
from demo.places import PARTNER, PLACES, Place
from reviews import queries
from reviews.models import Decision, JuryMember, SelectionRun
from reviews.models.jury import Association
from reviews.models.selection_run import RunState
from reviews.services import conflicts, decision, jury, reviews, rubric, selection
from reviews.tasks import sweep as sweep_reviews

BERLIN = ZoneInfo("Europe/Berlin")
OWN_PLACE = "99206001"
JUROR_PLACE = "99104001"
EXCLUDED_PLACE = "99215001"
SEED = 2017
WORKER_SECONDS = 90


@dataclass(frozen=True, slots=True)
class Office:
    """The two office members who share the acts that need four eyes."""

    first: User
    second: User


def office() -> Office:
    """Dora and Emil, made members of the office when they are missing."""
    members = Office(OFFICE_1.user(), OFFICE_2.user())
    for user in (members.first, members.second):
        people.admit_to_office(user=user, by=None)
    return members


def midnight(days: int) -> datetime:
    """The beginning of the day so many days from today, in Berlin."""
    today = clock.now().astimezone(BERLIN).date()
    return datetime.combine(today + timedelta(days=days), datetime.min.time(), BERLIN)


def settle() -> dict[str, Municipality]:
    """The example municipalities with the people who act for them; by key."""
    towns = {}
    for place in [*PLACES, PARTNER]:
        town = examples.add_municipality(
            ags=place.ags,
            name=place.name,
            kind=place.kind,
            state=place.state,
            population=place.population,
            latitude=place.latitude,
            longitude=place.longitude,
            as_of=date(2023, 11, 30),
        )
        towns[place.ags] = town
        signatory = signatory_of(place)
        memberships.admit(user=signatory, municipality=town, role=Role.SIGNATORY, by=None)
    memberships.admit(user=CLERK.user(), municipality=towns[OWN_PLACE], role=Role.EDITOR, by=None)
    return towns


def signatory_of(place: Place) -> User:
    """Who releases for a place; in Beispielhausen it is Berta Muster."""
    if place.ags == OWN_PLACE:
        return SIGNATORY.user()
    return people.create_user(
        email=f"leitung-{place.ags}@beispiel.invalid",
        name=f"Leitung von {place.name}",
        is_synthetic=True,
    )


def announce_call(*, slug: str, title: str, opens: int, deadline: int, by: Office) -> Call:
    """A published example call with rubric and jury; ``opens``, ``deadline``: days from today."""
    call = calls.create(
        fields={
            "slug": slug,
            "title": title,
            "summary": definition.SUMMARY,
            "contact_email": "geschaeftsstelle@beispiel.invalid",
            "opens_at": midnight(opens),
            "deadline_at": midnight(deadline),
            "enquiries_until_at": midnight(deadline - 7),
            "places_count": definition.PLACES,
            "award_cents": definition.AWARD_CENTS,
            "budget_cents": definition.PLACES * definition.AWARD_CENTS,
            "eligible_kinds": ["county", "independent_city", "town", "municipality"],
            "names_reserve": True,
            "facts": {"remedy_notice": definition.REMEDY_NOTICE},
            "is_synthetic": True,
        },
        questions=questions.form(resolution_until=midnight(deadline + 28)),
        by=by.first,
    )
    calls.shift_clock(call=call, to=call.opens_at + timedelta(hours=9), by=by.first)
    rubric.define(
        call=call,
        fields=definition.RUBRIC,
        criteria=definition.CRITERIA,
        rules=definition.RULES,
        by=by.first,
    )
    for person, bench in JURY:
        own = Municipality.objects.get(ags=JUROR_PLACE) if person.key == "carl" else None
        association = Association.LANDKREISTAG if person.key == "conrad" else ""
        jury.appoint(
            call=call,
            user=person.user(),
            by=by.first,
            is_chair=person.key == "clara",
            bench=bench,
            municipality=own,
            association=association,
        )
    rubric.publish(call=call, by=by.first)
    call.refresh_from_db()
    return call


def move_clock(call: Call, to: datetime | None, by: Office) -> None:
    """Play the round at another time (None: at the real one); only example rounds allow it."""
    calls.shift_clock(call=call, to=to, by=by.first)
    call.refresh_from_db()


def draft(call: Call, place: Place, town: Municipality) -> Application:
    """A complete draft of the place's project."""
    writer = CLERK.user() if place.ags == OWN_PLACE else signatory_of(place)
    application = applications.start(call=call, municipality=town, by=writer)
    typed = drafts.answers(place, year=call.deadline_at.year)
    answers.save(
        application=application,
        by=writer,
        changes=[Change(key, value, 0) for key, value in typed.items()],
    )
    return application


def submit(call: Call, place: Place, town: Municipality, towns: dict[str, Municipality]) -> None:
    """Draft, partner where there is one, and submission by the signatory."""
    application = draft(call, place, town)
    signatory = signatory_of(place)
    if place.ags == "99105000":
        partners.invite(application=application, municipality=towns[PARTNER.ags], by=signatory)
        partner = application.participants.get(municipality__ags=PARTNER.ags)
        partners.confirm(participant=partner, by=signatory_of(PARTNER))
    submission.submit(application=application, by=signatory, received_at=clock.now(call))


def screen(call: Call, by: Office) -> None:
    """Admit every application but one, whose declaration does not fit."""
    for application in call.applications.sealed().select_related("municipality", "valid_version"):
        read = screening_plan.sealed(application)
        if application.municipality.ags == EXCLUDED_PLACE:
            screening.exclude(
                application=application,
                read=read,
                by=by.first,
                reason="Mit dem Vorhaben wurde nach eigener Angabe bereits begonnen.",
            )
        else:
            screening.admit(application=application, read=read, by=by.first)


def judge(call: Call, jurors: list[JuryMember], tick: Callable[[], None]) -> None:
    """Each juror declares, then scores with points drawn from a fixed seed, then finishes.

    The draw depends on keys only, so every play of the round gives the same points.
    """
    for juror in jurors:
        declare(juror)
        for application in queries.applications_for(juror, clock.now(call)):
            review = reviews.save(
                juror=juror,
                application=application,
                by=juror.user,
                scores=drawn_scores(juror.user.email, application.municipality.ags),
                comment="Schlüssig beschrieben; die Zuständigkeiten sind benannt.",
                comment_for_applicant="Bitte beziffern Sie, wen das Vorhaben erreicht.",
                private_note="In der Sitzung nach dem Zeitplan fragen.",
                version=0,
            )
            reviews.finalise(
                juror=juror, application=application, by=juror.user, version=review.version
            )
        tick()


def declare(juror: JuryMember) -> None:
    """The juror declares to be free wherever there is no conflict on record."""
    rows = list(queries.assigned(juror))
    answers = {row.public_id: "free" for row in rows if not row.is_conflicted}
    conflicts.declare(juror=juror, answers=answers, by=juror.user)


def begin(call: Call, juror: JuryMember) -> None:
    """The juror has declared and begun one review, which is a draft."""
    declare(juror)
    application = queries.applications_for(juror, clock.now(call)).first()
    if application is None:
        raise LookupError("a juror who has declared reads something")
    reviews.save(
        juror=juror,
        application=application,
        by=juror.user,
        scores={definition.CRITERIA[0]["key"]: "3.5"},
        comment="Zuständigkeiten klar; zum Zeitplan noch einmal nachlesen.",
        version=0,
    )


def drawn_scores(juror: str, ags: str) -> dict[str, str]:
    """Half points from 0 to 5: a project's quality, a juror's severity, and some chance."""
    quality = random.Random(f"{SEED}:{ags}").gauss(3.1, 0.7)
    severity = random.Random(f"{SEED}:{juror}").gauss(0, 0.25)
    scores = {}
    for criterion in definition.CRITERIA:
        chance = random.Random(f"{SEED}:{juror}:{ags}:{criterion['key']}").gauss(0, 0.5)
        halves = round(2 * (quality + severity + chance))
        scores[criterion["key"]] = f"{min(10, max(0, halves)) / 2:.1f}"
    return scores


def wait_for(what: str, finished: Callable[[], bool], sweep: Callable[[], object]) -> None:
    """Wait for the worker; where no broker runs, the sweep does its work."""
    for _ in range(WORKER_SECONDS * 5):
        if finished():
            return
        if not settings.REDIS_URL:
            sweep()
        time.sleep(0.2)
    raise TimeoutError(what)


def run_selection(call: Call, by: Office) -> SelectionRun:
    """Reveal the lot's value and let a worker compute the selection."""
    rubric.reveal_lot(call=call, public_value=definition.LOT_PUBLIC_VALUE, by=by.first)
    run = selection.request(call=call, by=by.first)

    def finished() -> bool:
        run.refresh_from_db()
        return run.state != RunState.QUEUED

    wait_for("selection", finished, sweep_reviews)
    return run


def decide(run: SelectionRun, by: Office) -> Decision:
    """One proposes what was computed."""
    return decision.propose(run=run, by=by.first)


def announce(call: Call, by: Office) -> datetime:
    """Prepare and confirm the announcement for two seconds from now; returns its instant."""
    public_at = clock.now(call) + timedelta(seconds=2)
    prepared = announcement.prepare(call=call, public_at=public_at, by=by.first)
    announcement.confirm(call=call, read=announcement.shown(prepared), by=by.second)
    return public_at


def wait_for_letters(call: Call) -> int:
    """Wait until every letter of the call has left; returns how many result letters there were."""
    results = Notice.objects.filter(call=call, occasion="announcement")

    def finished() -> bool:
        return not Notice.objects.filter(call=call, state=NoticeState.WAITING).exists()

    wait_for("letters", finished, outbox.deliver_due)
    return results.count()


def awards(call: Call) -> list[Award]:
    """The awards as everybody sees them."""
    return list(Award.objects.public(clock.now()).filter(call=call).select_related("municipality"))
