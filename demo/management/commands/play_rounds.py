"""Plays the example rounds and says what happens, step by step."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from competition.models import Call
from demo import play, session, site
from demo.places import PLACES
from demo.years import cast, story
from reviews.models import JuryMember, SelectionRun, Session
from reviews.services import call_copies, decision, rubric

# The rounds' points are fixed, so no other outcome comes about.
OUTCOMES = {"unique": "genau eine beste", "tie_broken": "ein Gleichstand wurde aufgelöst"}


class Command(BaseCommand):
    help = "Plays the example rounds through services and tasks (demo only)."

    def handle(self, *args: Any, **options: Any) -> None:
        self.office = play.office()
        self.towns = play.settle()
        self.say(f"{site.furnish(self.office)} Texte der Website, zwei gemeldete Barrieren.")
        self.whole_round()
        self.waiting_round()
        self.reviewing_round()
        self.open_round()
        self.prepared_round()

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def whole_round(self) -> None:
        """From call to announcement, and on into the two years."""
        deadline = cast.ANNOUNCED - 25
        call = self.submitted("beispielrunde-bekannt", "Beispielrunde: in der Umsetzung", deadline)
        play.move_clock(call, call.deadline_at + timedelta(days=3), self.office)
        play.screen(call, self.office)
        rubric.open_reviewing(call=call, by=self.office.first)
        self.say("  25 zugelassen, 1 ausgeschlossen; Bewertungsbogen und Regeln eingefroren.")
        hints = session.settle_hints(call)
        self.say(f"  Der Vorsitz hat {hints} Hinweise auf Befangenheit mit Begründung aufgehoben.")
        self.judged(call, list(call.jury_members.all()))
        play.move_clock(call, call.deadline_at + timedelta(days=25, hours=10), self.office)
        rubric.lock_scores(call=call, by=self.office.first)
        held = session.meet(call)
        self.say(f"  Jurysitzung: einmal Punkte geändert, mit Begründung; {lines(held)}.")
        run = play.run_selection(call, self.office)
        self.say(f"  Auswahl vom {self.who()} berechnet: {OUTCOMES[(run.result or {})['status']]}.")
        proposal = play.decide(run, self.office)
        decision.confirm(decision=proposal, read=proposal.digest, by=self.office.second)
        self.say("  Entscheidung von einer Person vorgeschlagen, von einer zweiten bestätigt.")
        play.announce(call, self.office)
        letters = play.wait_for_letters(call)
        play.move_clock(call, None, self.office)
        self.say(f"  Bekannt gegeben; {letters} Briefe liegen in {settings.EMAIL_FILE_PATH}.")
        self.result(call, run)
        for line in story.tell(call, run, self.office):
            self.say(f"  {line}\n")

    def submitted(self, slug: str, title: str, deadline: int) -> Call:
        self.say(f"\n{title}")
        call = play.announce_call(
            slug=slug, title=title, opens=deadline - 65, deadline=deadline, by=self.office
        )
        play.move_clock(call, call.deadline_at - timedelta(days=4), self.office)
        for place in PLACES:
            play.submit(call, place, self.towns[place.ags], self.towns)
        self.say(f"  {len(PLACES)} Bewerbungen eingereicht, jede mit Eingangsbestätigung.")
        return call

    def judged(self, call: Call, jurors: list[JuryMember]) -> None:
        conflicts = sum(juror.conflicts.count() for juror in jurors)
        play.judge(call, jurors, lambda: self.stdout.write(".", ending=""))
        self.say(f"\n  {len(jurors)} Jurymitglieder haben bewertet; {conflicts} Befangenheiten.")

    def who(self) -> str:
        return "Worker" if settings.REDIS_URL else "Sammellauf (kein Broker vorhanden)"

    def result(self, call: Call, run: SelectionRun) -> None:
        awards = play.awards(call)
        self.say("\n  Gefördert werden:")
        for award in awards:
            amount = euro(award.amount_cents)
            kind = award.municipality.get_kind_display()
            self.say(f"    {award.municipality.name:<32} {kind:<18} {amount:>12}")
        total = euro(sum(award.amount_cents for award in awards))
        self.say(f"  {len(awards)} Förderungen, zusammen {total}.")
        self.say(f"  {nearest(call, run)}\n")

    def waiting_round(self) -> None:
        """Up to a proposal that waits for the second person."""
        call = self.submitted(
            "beispielrunde-entscheidung", "Beispielrunde: vor der Entscheidung", -30
        )
        play.move_clock(call, call.deadline_at + timedelta(days=3), self.office)
        play.screen(call, self.office)
        rubric.open_reviewing(call=call, by=self.office.first)
        session.settle_hints(call)
        self.judged(call, list(call.jury_members.all()))
        rubric.lock_scores(call=call, by=self.office.first)
        play.decide(play.run_selection(call, self.office), self.office)
        play.move_clock(call, None, self.office)
        self.say("  Die Entscheidung ist vorgeschlagen und wartet auf die zweite Person.")

    def reviewing_round(self) -> None:
        """Half of the jury has finished, Carl has begun, Clara has yet to declare."""
        call = self.submitted("beispielrunde-jury", "Beispielrunde: in der Begutachtung", -12)
        play.move_clock(call, call.deadline_at + timedelta(days=3), self.office)
        play.screen(call, self.office)
        rubric.open_reviewing(call=call, by=self.office.first)
        busy = ("cem@", "caro@", "conrad@")
        self.judged(call, [j for j in call.jury_members.all() if j.user.email.startswith(busy)])
        play.begin(call, call.jury_members.get(user__email__startswith="carl@"))
        play.move_clock(call, None, self.office)

    def open_round(self) -> None:
        """Open for applications; Beispielhausen has a draft, a few have submitted."""
        title = "Beispielrunde: Bewerbung möglich"
        self.say(f"\n{title}")
        call = play.announce_call(
            slug="beispielrunde-offen", title=title, opens=-20, deadline=21, by=self.office
        )
        play.move_clock(call, None, self.office)
        for place in PLACES[:5]:
            play.submit(call, place, self.towns[place.ags], self.towns)
        for place in PLACES:
            if place.ags == play.OWN_PLACE:
                play.draft(call, place, self.towns[place.ags])
        self.say("  5 Bewerbungen eingereicht; Beispielhausen hat einen Entwurf.")

    def prepared_round(self) -> None:
        """A draft like the open round, as the office sets it up; nobody else sees it."""
        title = "Beispielrunde: in Vorbereitung"
        call_copies.copy(
            call=Call.objects.get(slug="beispielrunde-offen"),
            slug="beispielrunde-entwurf",
            title=title,
            opens_at=play.midnight(60),
            deadline_at=play.midnight(125),
            by=self.office.first,
        )
        self.say(f"\n{title}\n  Als Kopie angelegt, noch nicht veröffentlicht.")


def lines(held: Session) -> str:
    """What the minutes hold, and the digest that freezes them."""
    return f"Niederschrift mit {held.entries.count()} Zeilen, SHA-256 {held.minutes_digest[:12]}…"


def euro(cents: int) -> str:
    """German notation: 450.000,00 €."""
    whole, rest = divmod(cents, 100)
    return f"{whole:,}".replace(",", ".") + f",{rest:02d} €"


def nearest(call: Call, run: SelectionRun) -> str:
    """How close the first outside were: the exact margin, shown to two places."""
    result = run.result or {}
    outside = {
        public_id: Fraction(margin)
        for public_id, margin in result.get("margin", {}).items()
        if margin is not None and public_id not in result["selected"]
    }
    if not outside:
        return "Niemand sonst hätte unter den Regeln ausgewählt werden können."
    least = min(outside.values())
    closest = [public_id for public_id, margin in outside.items() if margin == least]
    names = call.applications.filter(public_id__in=closest).values_list(
        "municipality__name", flat=True
    )
    shown = f"{float(least):.2f}".replace(".", ",")
    who = " und ".join(sorted(names))
    return f"Am nächsten dran: {who}. Es fehlten {shown} Punkte (genau {least})."
