"""The call as it was published: texts, dates, questions, rubric and rules, extensions."""

from collections.abc import Iterator

from competition import receipts, wording
from competition.call_setup import texts
from competition.court_files.shapes import (
    Leaf,
    Part,
    Subject,
    act,
    canonical,
    given,
    moment,
    readable,
)
from competition.documents.shapes import Fact
from competition.models import Call, CallVersion, Enquiry, Extension, Publication, Question
from competition.models.announcement import PublicationKind


def parts(subject: Subject) -> Iterator[Part]:
    """The rules by which the application was judged, as everybody could read them."""
    call = subject.application.call
    yield Part(10, "Aufruf", (_call(call), *_versions(call), *_extensions(call)))
    yield Part(11, "Fragen und Regeln", (_questions(call), *_publications(call)))
    answered = tuple(map(_enquiry, Enquiry.objects.filter(call=call).answered()))
    yield Part(12, "Beantwortete Rückfragen", answered, "" if answered else "Keine.")


def _call(call: Call) -> Leaf:
    return Leaf(
        call.title,
        (
            Fact("Kennung", call.slug),
            *act("Veröffentlicht", call.published_by, call.published_at),
            Fact("Bewerbung möglich ab", wording.moment(call.opens_at, start=True)),
            Fact("Bewerbungsschluss", wording.moment(call.deadline_at)),
            Fact("Plätze", wording.grouped(call.places_count)),
            Fact("Förderung je Kommune", wording.euros(call.award_cents)),
            Fact("Fördermittel insgesamt", wording.euros(call.budget_cents)),
            Fact("Antragsberechtigt", ", ".join(wording.kinds(call.eligible_kinds))),
            *_bounds(call),
            *act("Formale Prüfung geschlossen", call.screening_closed_by, call.screening_closed_at),
        ),
        call.summary,
    )


def _bounds(call: Call) -> Iterator[Fact]:
    for label, bound in (
        ("Einwohner mindestens", call.population_min),
        ("Einwohner höchstens", call.population_max),
    ):
        if bound is not None:
            yield Fact(label, wording.grouped(bound))


def _versions(call: Call) -> Iterator[Leaf]:
    rows = CallVersion.objects.filter(call=call).select_related("published_by")
    for each in rows.order_by("number"):
        kept = each.content["texts"]
        yield Leaf(
            f"Fassung {each.number} des Aufrufs",
            (
                *act("Veröffentlicht", each.published_by, each.published_at),
                *given("Grund der Änderung", each.reason),
                Fact("Prüfsumme (SHA-256)", each.digest, is_code=True),
            ),
            "\n\n".join(f"{texts.LABELS[name]}: {text}" for name, text in kept.items() if text),
            (canonical(f"aufruf-{each.number}.json", "Wortlaut", each.content),),
        )


def _extensions(call: Call) -> Iterator[Leaf]:
    rows = Extension.objects.filter(call=call).select_related(
        "proposed_by", "confirmed_by", "rejected_by"
    )
    for each in rows.order_by("proposed_at", "pk"):
        yield Leaf(
            "Verlängerung der Frist",
            (
                Fact("Bisher", wording.moment(each.deadline_from)),
                Fact("Neu", wording.moment(each.deadline_to)),
                *act("Vorgeschlagen", each.proposed_by, each.proposed_at),
                *act("Bestätigt", each.confirmed_by, each.confirmed_at),
                *act("Abgelehnt", each.rejected_by, each.rejected_at),
                Fact("Begründung", each.reason),
            ),
        )


def _questions(call: Call) -> Leaf:
    questions = list(call.questions.order_by("position"))
    rows = [_question(each) for each in questions]
    return Leaf(
        "Fragen des Formulars",
        (Fact("Anzahl", str(len(questions))),),
        "\n\n".join(f"{number}. {each.label}" for number, each in enumerate(questions, start=1)),
        (readable("fragen.json", "Fragen mit allen Angaben", rows),),
    )


def _question(each: Question) -> dict[str, object]:
    names = ("key", "section", "kind", "label", "hint", "is_required", "max_chars", "choices")
    more = ("minimum", "maximum", "condition")
    return {
        **{name: getattr(each, name) for name in (*names, *more)},
        "deadline_at": receipts.timestamp(each.deadline_at) if each.deadline_at else None,
    }


def _publications(call: Call) -> Iterator[Leaf]:
    rows = Publication.objects.filter(
        call=call, kind__in=(PublicationKind.RUBRIC, PublicationKind.RULES), application=None
    )
    for each in rows.order_by("kind", "pk"):
        title = PublicationKind(each.kind).label
        yield Leaf(
            str(title),
            (
                Fact("Eingefroren und veröffentlicht", moment(each.frozen_at)),
                Fact("Prüfsumme (SHA-256)", each.digest, is_code=True),
            ),
            enclosures=(canonical(f"{each.kind}.json", "Wortlaut", each.content),),
        )


def _enquiry(each: Enquiry) -> Leaf:
    answered = act("Beantwortet", each.answered_by, each.answered_at)
    return Leaf(each.published_text, answered, each.answer)
