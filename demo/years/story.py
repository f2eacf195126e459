"""The first months of the two years in the order of their days, told in a line each.

Days count from today, so that the demo is always in the middle of it.
"""

from collections.abc import Iterator

from competition import clock
from competition.models import Award, Call, Notice
from competition.models.notice import NoticeState
from demo import afterwards, play
from demo.years import cast, discussion, funding, gatherings, meetings, reporting, showing
from demo.years.cast import Cast
from programme.models import Agreement, Registration, Report
from programme.services import report_reminders
from reviews.models import SelectionRun


def tell(call: Call, run: SelectionRun, office: play.Office) -> Iterator[str]:
    """Play everything and say what happened. The clock stands at the real time afterwards."""
    declines = afterwards.who_declines(call, run)
    awards = Award.objects.public(clock.now()).filter(call=call).exclude(pk=declines.pk)
    cast_ = cast.of(call, office, list(awards.select_related("municipality")))
    yield begin(cast_)
    yield meet(cast_)
    yield report(cast_)
    yield replace(cast_, run, declines)
    yield go_on(cast_)
    yield gather(cast_)
    play.move_clock(call, None, office)
    report_reminders.remind()
    play.wait_for_letters(call)
    letters = Notice.objects.filter(call=call, state=NoticeState.SENT).count()
    yield f"Alle {letters} Briefe der Runde sind versandt."


def begin(cast_: Cast) -> str:
    """Programme, agreements, and the first part of the money, for which one asks much later."""
    cast_.at(-165)
    programme = funding.set_up(cast_)
    cast_.at(-150)
    for number, award in enumerate(cast_.agreed, start=1):
        funding.confirm(cast_, funding.propose(cast_, award, number=number))
    cast_.at(-142)
    for award in cast_.agreed:
        funding.accept(cast_, award)
    cast_.at(-138)
    requests = [funding.ask(cast_, award, number=1) for award in cast_.agreed[:-1]]
    cast_.at(-136)
    ordered = [funding.order(cast_, funding.certify(cast_, each)) for each in requests]
    cast_.at(-134)
    for each in ordered:
        funding.pay(cast_, each)
    in_force = Agreement.objects.in_force().filter(programme=programme).count()
    return f"Umsetzung: {in_force} Vereinbarungen in Kraft; {len(ordered)} mal Geld überwiesen."


def meet(cast_: Cast) -> str:
    """Two workshops are held, one is ahead; profiles are published in between."""
    cast_.at(-133)
    first = meetings.announce(cast_, title="Auftakt", days=-104, place="Beispielburg, Rathaus")
    cast_.at(-120)
    for award in cast_.agreed:
        meetings.say(cast_, first, award, 2)
    cast_.at(-103)
    meetings.record(cast_, first, excused=[], absent=[])
    cast_.at(-62)
    for award in cast_.agreed[:4]:
        showing.publish(award, days=-63, stand=showing.FIRST_STAND)
    showing.write(cast_.agreed[4], days=-62)
    second = meetings.announce(cast_, title="Zweiter Workshop", days=-33, place="Musterbrück, VHS")
    cast_.at(-45)
    *come, ill, missing = cast_.agreed
    for award in come:
        meetings.say(cast_, second, award, 2)
    meetings.say(cast_, second, ill, 0, meetings.ILLNESS)
    cast_.at(-32)
    meetings.record(cast_, second, excused=[ill], absent=[missing])
    cast_.at(-31)
    meetings.say(cast_, second, missing, 0, meetings.AFTERWARDS)
    return "Zwei Workshops gehalten: einmal entschuldigt, einmal gefehlt und nachträglich erklärt."


def report(cast_: Cast) -> str:
    """The first reports. Beispielhausen's is returned, filed again and accepted."""
    own, ordered, certified, again, _late, waiting, *_overdue = cast_.agreed
    cast_.at(-30)
    returned = reporting.file(cast_, own)
    cast_.at(-27)
    reporting.send_back(cast_, returned)
    for each in (ordered, certified):
        reporting.accept(cast_, reporting.file(cast_, each))
    sent = reporting.file(cast_, again)
    cast_.at(-24)
    changed = reporting.file(cast_, own, s2_4=reporting.BETTER)
    cast_.at(-22)
    reporting.accept(cast_, changed)
    reporting.send_back(cast_, sent)
    reporting.file(cast_, waiting)
    return "Erste Berichte: drei angenommen, zwei davon sofort; einer zurückgegeben, einer wartet."


def replace(cast_: Cast, run: SelectionRun, declines: Award) -> str:
    """A town that never signed declines; the next moves up. Two agreements are on their way."""
    cast_.at(-21)
    afterwards.decline(declines)
    cast_.at(-14)
    successor = afterwards.move_up(cast_.call, run, declines, cast_.office)
    number = len(cast_.agreed) + 1
    funding.confirm(cast_, funding.propose(cast_, cast_.late, number=number, starts=10))
    funding.propose(cast_, successor, number=number + 1, starts=10)
    return (
        f"{declines.municipality.name} hat verzichtet; {successor.municipality.name} ist "
        "nachgerückt. Eine Vereinbarung wartet auf die Annahme, eine auf die zweite Person."
    )


def go_on(cast_: Cast) -> str:
    """A late report, one filed again, and the second part of those whose report is accepted.

    Beispielhausen has yet to ask for it.
    """
    own, ordered, certified, again, late, *_rest, overdue = cast_.agreed
    cast_.at(-12)
    reporting.file(cast_, late)
    cast_.at(-8)
    reporting.file(cast_, again, s2_4=reporting.BETTER)
    reporting.begin_next(cast_, own)
    showing.publish(own, days=-8)
    funding.reject(cast_, funding.ask(cast_, certified, number=2, account=1))
    cast_.at(-7)
    funding.order(cast_, funding.certify(cast_, funding.ask(cast_, ordered, number=2)))
    funding.certify(cast_, funding.ask(cast_, certified, number=2))
    funding.ask(cast_, overdue, number=1)
    filed = Report.objects.filter(agreement__award__call=cast_.call, latest__isnull=False)
    return (
        f"{filed.count()} Berichte eingereicht, einer davon verspätet, einer zum zweiten Mal; "
        "einer ist überfällig. Zweiter Teilbetrag: einmal angeordnet, einmal geprüft."
    )


def gather(cast_: Cast) -> str:
    """The consultation runs, the conference is full, a lounge and a workshop are ahead."""
    cast_.at(-4)
    third = meetings.announce(
        cast_, title="Dritter Workshop", days=25, place="Mustergrün, Stadtlabor"
    )
    for award in cast_.others[:3]:
        meetings.say(cast_, third, award, 3)
    consultation = discussion.publish(cast_, opens=-4, ends=17)
    conference = gatherings.announce_conference(cast_, days=45)
    lounge = gatherings.announce_lounge(cast_, days=9)
    gatherings.fill(conference)
    gatherings.fill(conference, since=gatherings.PLACES, until=gatherings.PLACES + 3)
    gatherings.fill(lounge, until=6)
    gatherings.give_back(conference, gatherings.NAMES[3])
    cast_.at(-2)
    discussion.discuss(cast_, consultation)
    cast_.at(-1, 18)
    discussion.wait(consultation)
    gatherings.register(lounge, gatherings.NAMES[7], 7)
    waiting = Registration.objects.filter(event=conference, state="waiting").count()
    return (
        "Eine Beteiligung läuft, mit Beiträgen in jedem Stand; die Konferenz ist ausgebucht "
        f"({waiting} auf der Warteliste), eine digitale Lounge steht bevor."
    )
