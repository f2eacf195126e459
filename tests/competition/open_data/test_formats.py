"""The files as programs read them: 360Giving, DCAT-AP.de, CSV."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from competition.open_data import catalog, files, threesixty
from competition.open_data.shapes import Decision, Grant, Place, Results, Source

SCHEMAS = Path(__file__).resolve().parents[4] / "shared" / "data" / "schemas"
# The address under which the package's schema knows that of a grant; the file is a later one.
GRANT_SCHEMA = (
    "https://raw.githubusercontent.com/ThreeSixtyGiving/standard/1.4.2/schema/"
    "360-giving-schema.json"
)
ADDRESS = "https://example.org/open-data/runde/"
SOURCE = Source(
    origin="https://example.org",
    publisher="Geschäftsstelle",
    licence="https://www.govdata.de/dl-de/by-2-0",
    licence_key="http://dcat-ap.de/def/licenses/dl-by-de/2.0",
    imprint="https://example.org/impressum/",
)
TOLD_AT = datetime(2017, 5, 16, 22, tzinfo=UTC)
CHANGED_AT = datetime(2017, 6, 16, 22, tzinfo=UTC)
TOWN = Place("05315000", "Köln", "independent_city", "NW", "large")
GRANT = Grant(TOWN, "Offenes Rathaus", 50_000_00, TOLD_AT, 1)
RESULTS = Results(
    slug="runde",
    title="Offene Kommunen",
    summary="Gesucht werden neun.",
    funder="Bundesministerium des Innern",
    contact_email="wettbewerb@example.org",
    is_synthetic=False,
    is_archive=False,
    attribution="Quelle: Destatis",
    opens_at=datetime(2017, 2, 1, tzinfo=UTC),
    announced_at=TOLD_AT,
    changed_at=CHANGED_AT,
    grants=[GRANT],
    decisions=[Decision(1, b"{}", "44136f"), Decision(2, b'{"n":2}', "55247a")],
)


def package(results: Results = RESULTS) -> dict[str, Any]:
    return threesixty.package(results, SOURCE, ADDRESS)


def document(results: Results = RESULTS) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files.catalogue(results, SOURCE, ADDRESS).body)
    return found


def row(results: Results) -> dict[str, str]:
    file = files.one(results, SOURCE, ADDRESS, "awards.csv")
    assert file
    [found] = csv.DictReader(io.StringIO(file.body.decode(), newline=""))
    return found


def faults(found: dict[str, Any]) -> list[str]:
    """What the standard's schema says against a package; nothing where it is not at hand."""
    if not SCHEMAS.is_dir():
        return []
    whole, grant = (
        json.loads((SCHEMAS / f"360-giving-{part}schema-1.4.3.json").read_text())
        for part in ("package-", "")
    )
    known = Registry().with_resource(GRANT_SCHEMA, DRAFT202012.create_resource(grant))
    # Without a checker a plain day would be a sound "date-time" as well, and so no single form.
    checker = FormatChecker(formats=())
    checker.checks("date-time")(lambda text: re.fullmatch(r"[-0-9]{10}T.+", str(text)) is not None)
    checker.checks("uri")(lambda text: str(text).startswith("https://"))
    validator = Draft202012Validator(whole, registry=known, format_checker=checker)
    return [error.message for error in validator.iter_errors(found)]


def test_schema_finds_no_fault_in_the_package() -> None:
    assert faults(json.loads(files.written(package()))) == []


def test_schema_would_find_a_fault() -> None:
    broken = package()
    del broken["grants"][0]["currency"]

    assert bool(faults(broken)) == SCHEMAS.is_dir()


def test_package_has_what_the_standard_asks_of_each_grant() -> None:
    found = package()
    [grant] = found["grants"]

    assert (found["version"], found["issued"]) == ("1.4", "2017-05-17")
    assert found["modified"] == "2017-06-17T00:00:00+02:00"
    assert grant["id"] == "360G-modellkommune-runde-05315000"
    assert (grant["currency"], grant["amountAwarded"]) == ("EUR", 50_000)
    assert (grant["awardDate"], grant["fromOpenCall"]) == ("2017-05-17", "Yes")
    [recipient], [funder] = grant["recipientOrganization"], grant["fundingOrganization"]
    assert (recipient["id"], recipient["name"]) == ("360G-modellkommune-ags-05315000", "Köln")
    assert funder["name"] == "Bundesministerium des Innern"


def test_grant_of_a_later_decision_has_an_id_of_its_own() -> None:
    again = replace(GRANT, version=2)

    assert threesixty.grant_id("runde", again) == "360G-modellkommune-runde-05315000-2"


def test_ids_of_grants_are_all_different() -> None:
    other = replace(GRANT, place=replace(TOWN, ags="05314000"))
    found = package(replace(RESULTS, grants=[GRANT, other, replace(GRANT, version=3)]))

    assert len({grant["id"] for grant in found["grants"]}) == 3


@pytest.mark.parametrize(
    ("cents", "written"),
    [(1, "0.01"), (50_000_00, "50000"), (123_456_789_012_34, "123456789012.34")],
)
def test_amount_is_written_exactly(cents: int, written: str) -> None:
    assert json.dumps(threesixty.amount(cents)) == written


def test_long_title_is_cut_and_stands_whole_in_the_description() -> None:
    title = "Rathaus " * 30
    [grant] = package(replace(RESULTS, grants=[replace(GRANT, title=title)]))["grants"]

    assert len(grant["title"]) < 140
    assert grant["title"].endswith("…")
    assert title in grant["description"]


@pytest.mark.parametrize("is_synthetic", [True, False])
def test_every_file_says_whether_it_is_invented(is_synthetic: bool) -> None:
    results = replace(RESULTS, is_synthetic=is_synthetic, applicants=[])
    found = package(results)

    assert found["synthetic"] is found["grants"][0]["synthetic"] is is_synthetic
    assert row(results)["synthetic"] == ("true" if is_synthetic else "false")
    assert document(results)["dcat:dataset"][0]["synthetic"] is is_synthetic
    statistics = files.one(results, SOURCE, ADDRESS, "statistics.csv")
    assert statistics
    assert statistics.body.decode().splitlines()[1].endswith("true" if is_synthetic else "false")


def test_attribution_stands_where_the_registers_data_are() -> None:
    [dataset] = document()["dcat:dataset"]

    assert package()["attribution"] == "Quelle: Destatis"
    assert {
        each["dcatde:licenseAttributionByText"]["@value"] for each in dataset["dcat:distribution"]
    } == {"Quelle: Destatis"}
    assert "attribution" not in package(replace(RESULTS, attribution=""))


@pytest.mark.parametrize("title", ["=1+1", "@SUM(A1)", "-2", "\tx", "+49", "'x"])
def test_title_computes_in_no_spreadsheet(title: str) -> None:
    assert row(replace(RESULTS, grants=[replace(GRANT, title=title)]))["title"] == f"'{title}"


@pytest.mark.parametrize("start", [";", "\n", "\r\n", ';"', ';""'])
def test_no_part_of_a_title_computes_where_cells_end_at_semicolons(start: str) -> None:
    title = f'Haus{start}=HYPERLINK("https://evil.example");und Hof; -1 – 2'
    found = row(replace(RESULTS, grants=[replace(GRANT, title=title)]))["title"]
    assert found == title.replace("=", "'=")


def test_key_stays_a_text_and_a_sum_a_number() -> None:
    found = row(replace(RESULTS, grants=[replace(GRANT, amount_cents=50_000_05)]))

    assert found["ags"] == "'05315000"
    assert (found["amount_cents"], found["amount_eur"]) == ("5000005", "50000.05")


def test_table_is_utf8_with_commas_quotes_and_whole_lines() -> None:
    results = replace(RESULTS, grants=[replace(GRANT, title='Haus, "Hof"\nund Löwe')])
    file = files.one(results, SOURCE, ADDRESS, "awards.csv")

    assert file
    assert file.body.endswith(b"\r\n")
    assert '"Haus, ""Hof""\nund Löwe"'.encode() in file.body
    assert row(results)["title"] == 'Haus, "Hof"\nund Löwe'


def test_catalogue_has_what_the_profile_asks_for() -> None:
    found = document()
    [dataset] = found["dcat:dataset"]

    assert (found["@type"], dataset["@type"]) == ("dcat:Catalog", "dcat:Dataset")
    assert found.keys() >= {"dct:title", "dct:description", "dct:publisher"}
    assert dataset.keys() >= {
        *("dct:title", "dct:description", "dct:publisher", "dcat:contactPoint"),
        *("dct:spatial", "dct:temporal", "dcat:theme", "dct:issued", "dct:modified"),
    }
    assert dataset["dct:temporal"]["dcat:startDate"]["@value"] == "2017-02-01T01:00:00+01:00"
    assert dataset["dcat:contactPoint"]["vcard:hasEmail"]["@id"] == "mailto:wettbewerb@example.org"
    for each in dataset["dcat:distribution"]:
        assert each["@type"] == "dcat:Distribution"
        assert each["dct:license"] == {"@id": SOURCE.licence_key}
        assert each["dcat:byteSize"]["@type"] == "xsd:nonNegativeInteger"
        algorithm = each["spdx:checksum"]["spdx:algorithm"]["@id"]
        assert algorithm == "spdx:checksumAlgorithm_sha256"


def test_every_word_of_the_catalogue_has_a_meaning() -> None:
    """No key, type or short address whose prefix the context does not name."""
    context = {*document()["@context"], "@id", "@type", "@value", "@language", "@context"}
    for name in _names(document()):
        assert name.split(":")[0] in context, name


def test_catalogue_lists_every_decision() -> None:
    [dataset] = document()["dcat:dataset"]

    found = [each["dcat:downloadURL"]["@id"] for each in dataset["dcat:distribution"]]
    assert found == [
        *(f"{ADDRESS}awards.csv", f"{ADDRESS}awards.json", f"{ADDRESS}awards-former.csv"),
        *(f"{ADDRESS}decision.json", f"{ADDRESS}decision-1.json"),
    ]


def test_catalogue_of_nothing_lists_nothing() -> None:
    nothing = replace(RESULTS, grants=[], decisions=[], announced_at=None, changed_at=None)

    assert document(nothing)["dcat:dataset"] == []
    assert files.listed(nothing, SOURCE, ADDRESS) == []


def test_formats_of_the_catalogue_are_those_of_the_files() -> None:
    made = files.listed(RESULTS, SOURCE, ADDRESS)

    assert {file.media_type for file in made} <= catalog.FORMATS.keys()


def test_round_whose_awards_have_all_ended_keeps_its_tables_and_has_no_package() -> None:
    ended = replace(GRANT, status="declined", ended_at=CHANGED_AT)
    results = replace(RESULTS, grants=[], former=[ended], decisions=[])

    names = [file.name for file in files.listed(results, SOURCE, ADDRESS)]
    assert names == ["awards.csv", "awards-former.csv"]


def _names(found: Any) -> list[str]:
    if isinstance(found, list):
        return [name for each in found for name in _names(each)]
    if not isinstance(found, dict):
        return []
    own = [key for key in found if key != "@context"]
    own += [found["@type"]] if "@type" in found else []
    inner = [value for key, value in found.items() if key != "@context"]
    return own + _names(inner)
