from datetime import date

import pytest

from competition import clock
from competition.audit import first_break
from competition.errors import Refusal
from competition.models import AuditEntry, Municipality, RegisterImport
from competition.services import registry
from tests.fixtures.register_files import (
    HALLE,
    HEIDEKREIS,
    MERSEBURG,
    SAALEKREIS,
    gv100ad,
    municipality,
    table,
)

pytestmark = pytest.mark.django_db

DECEMBER = "# Gebietsstand 31.12.2023\n"


def apply(content: bytes) -> registry.Outcome:
    return registry.import_register(content=content, source="a file")


def world() -> list[object]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Municipality, RegisterImport, AuditEntry)
    ]


def assert_refused(content: bytes, code: str) -> Refusal:
    before = world()
    with pytest.raises(Refusal) as caught:
        apply(content)
    assert caught.value.code == code
    assert world() == before
    return caught.value


def test_first_import_creates() -> None:
    outcome = apply(table(HALLE, SAALEKREIS, MERSEBURG))
    merseburg = Municipality.objects.get(ags="15088220")
    assert (merseburg.name, merseburg.kind, merseburg.state) == ("Merseburg", "town", "ST")
    assert (merseburg.population, merseburg.latitude) == (34920, "51.356")
    assert (merseburg.as_of, merseburg.is_synthetic) == (date(2023, 11, 30), False)
    assert [entry.ags for entry in outcome.of("created")] == ["15002000", "15088000", "15088220"]


def test_import_is_recorded_with_counts_and_log() -> None:
    apply(table(HALLE, SAALEKREIS))
    apply(table(HALLE.replace("242083", "242084"), MERSEBURG, comment=DECEMBER))
    record = RegisterImport.objects.first()
    assert record is not None
    assert (record.created_count, record.changed_count) == (1, 1)
    assert (record.unchanged_count, record.missing_count) == (0, 1)
    assert record.log == [
        {
            "category": "changed",
            "ags": "15002000",
            "name": "Halle (Saale)",
            "changes": {"population": [242083, 242084]},
        },
        {"category": "created", "ags": "15088220", "name": "Merseburg"},
        {"category": "missing", "ags": "15088000", "name": "Saalekreis"},
    ]


def test_import_is_in_the_internal_audit_log() -> None:
    outcome = apply(table(HALLE))
    entry = AuditEntry.objects.get()
    assert outcome.record is not None
    assert entry.act == "register.import"
    assert entry.payload == {"sha256": outcome.record.sha256, "as_of": "2023-11-30"}
    assert first_break(entry.head) is None


def test_same_file_again_writes_nothing_and_says_so() -> None:
    content = table(HALLE, SAALEKREIS)
    apply(content)
    before = world()
    outcome = apply(content)
    assert not outcome.changes_anything
    assert outcome.unchanged_count == 2
    assert outcome.record is None
    assert world() == before


def test_dry_run_says_the_same_and_writes_nothing() -> None:
    content = table(HALLE)
    before = world()
    outcome = registry.import_register(content=content, source="a file", dry_run=True)
    assert world() == before
    assert outcome.entries == apply(content).entries


def test_municipality_missing_in_the_file_stays_with_its_older_area_status() -> None:
    apply(table(HALLE, MERSEBURG))
    outcome = apply(table(HALLE, comment=DECEMBER))
    assert [entry.ags for entry in outcome.of("missing")] == ["15088220"]
    assert (outcome.unchanged_count, outcome.confirmed_count) == (1, 1)
    assert list(Municipality.objects.order_by("ags").values_list("ags", "as_of")) == [
        ("15002000", date(2023, 12, 31)),
        ("15088220", date(2023, 11, 30)),
    ]


def test_changed_municipality_keeps_its_identity() -> None:
    apply(table(MERSEBURG))
    before = Municipality.objects.get()
    apply(table(MERSEBURG.replace("Merseburg, Stadt", "Merseburg (Saale), Stadt")))
    after = Municipality.objects.get()
    assert (after.pk, before.name, after.name) == (before.pk, "Merseburg", "Merseburg (Saale)")


def test_file_without_coordinates_keeps_those_known() -> None:
    apply(table("03358016,Munster,Stadt,NI,15205,52.98,10.08\n"))
    apply(gv100ad(*HEIDEKREIS))
    munster = Municipality.objects.get(ags="03358016")
    assert (munster.latitude, munster.longitude) == ("52.98", "10.08")


def test_example_municipalities_are_neither_missing_nor_touched() -> None:
    Municipality.objects.create(
        ags="99000001",
        name="Beispielstadt",
        kind="town",
        state="SH",
        population=9,
        as_of=date(2024, 1, 1),
        is_synthetic=True,
    )
    outcome = apply(table(HALLE))
    assert outcome.of("missing") == []
    assert Municipality.objects.filter(is_synthetic=True).count() == 1


def test_key_of_the_examples_is_refused() -> None:
    refusal = assert_refused(
        table(HALLE, "99000001,Beispielstadt,Stadt,SH,9,54.1,9.1\n"), "register_malformed"
    )
    assert (refusal.details["fault"], refusal.details["line"]) == ("key_reserved", 4)


def test_malformed_register_changes_nothing_and_names_line_and_field() -> None:
    apply(table(HALLE))
    broken = MERSEBURG.replace("34920", "viele")
    refusal = assert_refused(table(HALLE, SAALEKREIS, broken), "register_malformed")
    assert refusal.field == "population"
    assert refusal.sentence == (
        "Die Registerdatei ist fehlerhaft: Zeile 5: „viele“ ist keine Einwohnerzahl."
    )


def test_many_faults_are_counted_and_each_is_a_cause() -> None:
    broken = [municipality(f"033580{at}", "Bispingen", "99", 1) for at in range(10, 17)]
    refusal = assert_refused(gv100ad(*HEIDEKREIS, *broken), "register_malformed")
    assert refusal.sentence.endswith("Und 2 weitere.")
    assert [cause.details["line"] for cause in refusal.causes] == [6, 7, 8, 9, 10, 11, 12]


def test_older_register_is_refused() -> None:
    apply(table(HALLE, comment=DECEMBER))
    assert_refused(table(HALLE, SAALEKREIS), "register_outdated")


def test_area_status_in_the_future_is_refused() -> None:
    assert_refused(table(HALLE, comment="# Gebietsstand 31.12.2999\n"), "register_in_future")


def test_area_status_of_today_is_not_in_the_future() -> None:
    apply(table(HALLE, comment=f"# Gebietsstand {clock.now():%d.%m.%Y}\n"))
    assert Municipality.objects.count() == 1


@pytest.mark.parametrize(
    "typed", ["KÖLN", "köln", "koeln", "Köl", "Ko\u0308ln", "05315", "05 3 15 000", "stadt köln"]
)
def test_matching_finds_by_words_and_key(typed: str) -> None:
    apply(table(HALLE, '05315000,"Köln, Stadt",Kreisfreie Stadt,NW,1084831,50.9,6.9\n'))
    assert [each.name for each in Municipality.objects.matching(typed)] == ["Köln"]


@pytest.mark.parametrize("typed", ["öln", "5315", "köln halle", "köln_"])
def test_matching_finds_no_middle_of_words(typed: str) -> None:
    apply(table(HALLE, '05315000,"Köln, Stadt",Kreisfreie Stadt,NW,1084831,50.9,6.9\n'))
    assert list(Municipality.objects.matching(typed)) == []


def test_matching_nothing_typed_finds_all() -> None:
    apply(table(HALLE, SAALEKREIS))
    assert Municipality.objects.matching(" ").count() == 2
