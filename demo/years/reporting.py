"""The first reports: filed, returned with comments and filed again, late, waiting, overdue."""

from competition import clock, receipts
from competition.models import Award
from demo.years import cast
from demo.years.cast import Cast
from programme.models import Report, ReportVersion
from programme.queries.reports import received_cents
from programme.reports import contents
from programme.services import reports

FIRST, SECOND = "sachstand", "zwischenbericht"
TEXTS = {
    "s1": "{name}, {population} Einwohnerinnen und Einwohner. Vorhaben: „{title}“. Zuständig ist "
    "eine Stelle im Hauptamt, die an die Verwaltungsspitze berichtet.",
    "s2-1": "Das Leitbild nennt Offenheit als Ziel; ein Konzept für Beteiligung liegt dem Rat vor. "
    "Größte Aufgabe ist, auch Menschen zu erreichen, die nie zu Versammlungen kommen.",
    "s2-2": "Initiiert von der Verwaltungsspitze; getragen von Hauptamt, Volkshochschule und drei "
    "Vereinen.",
    "s2-3": "Der Rat hat einstimmig zugestimmt und lässt sich halbjährlich berichten.",
    "s2-4": "Ein Beirat aus zwölf Personen tagt alle zwei Monate öffentlich.",
    "s2-5": "Ein reges Vereinsleben; Sprechstunden werden gut angenommen, Fragebögen kaum.",
    "s2-6": "Sitzungsdienst und Formulare sind im Netz; offene Daten gibt es noch keine.",
    "s2-7": "Zwei frühere Beteiligungen, eine davon ohne Rückmeldung an die Beteiligten: Das soll "
    "nicht wieder vorkommen.",
}
BETTER = (
    "Ein Beirat aus zwölf Personen tagt alle zwei Monate öffentlich. Sechs davon sind ausgelost; "
    "eingeladen waren 300, geantwortet haben 41. Jugendliche sind mit zwei Sitzen vertreten."
)
REMARK = "Gut zu lesen. Beim Beirat fehlen die Zahlen, nach denen andere Kommunen fragen werden."
COMMENTS = {
    "s2-4": "Wie wurden die zwölf gefunden, und wie viele wurden gefragt?",
    "s2-6": "Bitte nennen Sie den geplanten Beginn der offenen Daten, sobald er feststeht.",
}
BEGUN = (
    "Vier Werkstätten haben stattgefunden, zwei davon im Ortsteil. Die Beschlussvorlagen stehen "
    "seit drei Monaten mit einer Zusammenfassung in einfacher Sprache im Netz."
)


def write(cast_: Cast, award: Award, **changed: str) -> None:
    """The first report's text; ``changed``: sections by key, with "-" as "_"."""
    place, report = cast.place_of(award), of(cast_, award, FIRST)
    population = f"{place.population:,}".replace(",", ".")
    texts = {
        key: text.format(name=place.name, population=population, title=place.title)
        for key, text in TEXTS.items()
    }
    again = {key.replace("_", "-"): text for key, text in changed.items()}
    reports.save(
        report=report,
        by=cast.writer(award),
        read=report.revision,
        sections={**texts, **again},
    )


def file(cast_: Cast, award: Award, **changed: str) -> ReportVersion:
    """The report is written, and a signatory files exactly that."""
    write(cast_, award, **changed)
    report = of(cast_, award, FIRST)
    content = contents.document(report, received_cents(report.agreement))
    return reports.file(
        report=report,
        by=cast.signatory(award),
        received_at=clock.now(cast_.call),
        read=receipts.digest(content),
    )


def send_back(cast_: Cast, version: ReportVersion) -> None:
    """The office returns it with a remark and comments on two sections."""
    _judge(cast_, version, is_accepted=False, remark=REMARK, comments=COMMENTS)


def accept(cast_: Cast, version: ReportVersion) -> None:
    _judge(cast_, version, is_accepted=True, remark="", comments={})


def begin_next(cast_: Cast, award: Award) -> None:
    """Somebody has begun the next report; the office does not see the draft."""
    report = of(cast_, award, SECOND)
    first = contents.asked(report.requirement)[0]["key"]
    reports.save(report=report, by=cast.writer(award), read=0, sections={first: BEGUN})


def of(cast_: Cast, award: Award, key: str) -> Report:
    return Report.objects.get(agreement=cast_.agreement(award), requirement__key=key)


def _judge(
    cast_: Cast, version: ReportVersion, *, is_accepted: bool, remark: str, comments: dict[str, str]
) -> None:
    reports.judge(
        report=Report.objects.get(pk=version.report_id),
        by=cast_.office.first,
        read=version.digest,
        is_accepted=is_accepted,
        remark=remark,
        comments=comments,
    )
