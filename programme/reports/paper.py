"""A filed report as a document to keep and to print, the same at any time.

In German whatever the page's language is, so that the texts here are none for translators.
"""

from collections.abc import Iterator

from competition import wording
from competition.documents.papers import banner
from competition.documents.shapes import Asked, Fact, Paper, Section, Table, in_german
from programme.models import ReportVersion
from programme.reports import reading
from programme.reports.money import Row
from programme.reports.reading import Statement


@in_german
def paper(version: ReportVersion) -> Paper:
    """One version. Load it with its report, requirement, call, municipality and persons."""
    report = version.report
    award = report.agreement.award
    title = report.requirement.title
    statement = reading.statement(version.content)
    texts = tuple(
        _asked(each.label, each.text) for each in reading.shown(report.requirement, version.content)
    )
    return Paper(
        title=f"{title} von {award.municipality.name} – Fassung {version.number}",
        call=award.call.title,
        municipality=award.municipality.name,
        mark=f"Fassung {version.number}, eingereicht",
        banner=banner(award.call),
        lead=f"So ist Fassung {version.number} eingegangen.",
        facts=tuple(_facts(version)),
        made_at=version.submitted_at,
        sections=(Section(title, texts), *(_figures(statement) if statement else ())),
        proof=(Fact("Prüfsumme des Inhalts (SHA-256)", version.digest, is_code=True),),
    )


def _facts(version: ReportVersion) -> Iterator[Fact]:
    report = version.report
    award = report.agreement.award
    yield Fact("Wettbewerb", award.call.title)
    yield Fact("Kommune", award.municipality.name)
    yield Fact("Amtlicher Gemeindeschlüssel", award.municipality.ags)
    yield Fact("Aktenzeichen", report.agreement.reference)
    yield Fact("Eingang", wording.moment(version.submitted_at, seconds=True))
    yield Fact("Eingereicht von", version.submitted_by.name)


def _asked(label: str, text: str, tables: tuple[Table, ...] = ()) -> Asked:
    remark = "" if text or tables else "Keine Angabe"
    return Asked(label=label, hint="", text=text, entries=(), tables=tables, remark=remark)


def _figures(statement: Statement) -> Iterator[Section]:
    grant = Row("Verbrauchte Förderung", statement.grant_cents)
    tables = (
        _table("Ausgaben", statement.expenses, statement.expenses_cents),
        _table("Einnahmen", (grant, *statement.income), statement.income_cents),
    )
    left = (
        f"Erhaltene Förderung: {wording.euros(statement.received_cents)}. "
        f"Nicht verbraucht: {wording.euros(statement.unspent_cents)}."
    )
    yield Section(
        "Zahlenmäßiger Nachweis",
        (_asked("Ausgaben und Einnahmen", "", tables), _asked("Was nicht verbraucht ist", left)),
    )


def _table(caption: str, rows: tuple[Row, ...], total_cents: int) -> Table:
    return Table(
        caption=caption,
        columns=("Posten", "Betrag"),
        rows=tuple((row.label or "–", _sum(row.cents)) for row in rows),
        total=("Summe", wording.euros(total_cents)),
    )


def _sum(cents: int | None) -> str:
    return "–" if cents is None else wording.euros(cents)
