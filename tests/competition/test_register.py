import gzip
from datetime import date

import pytest

from competition import register
from tests.fixtures.register_files import (
    HALLE,
    HEADER,
    HEIDEKREIS,
    MERSEBURG,
    SAALEKREIS,
    county,
    gv100ad,
    municipality,
    record,
    table,
)

NOVEMBER = date(2023, 11, 30)


def faults(content: bytes, as_of: date | None = None) -> list[tuple[str, int, str]]:
    with pytest.raises(register.RegisterError) as caught:
        register.read(content, as_of)
    for fault in caught.value.faults:
        assert "%(" not in fault.sentence
    return [(fault.code, fault.line, fault.field) for fault in caught.value.faults]


# The official file


def test_official_file_gives_municipalities_and_counties_by_key() -> None:
    found = register.read(gv100ad(*HEIDEKREIS))
    assert [(row.ags, row.name, row.kind, row.state) for row in found.rows] == [
        ("03358000", "Heidekreis", "county", "NI"),
        ("03358002", "Bispingen", "municipality", "NI"),
        ("03358016", "Munster", "town", "NI"),
    ]
    assert found.as_of == NOVEMBER


def test_county_counts_the_people_of_unincorporated_areas_which_are_left_out() -> None:
    found = register.read(gv100ad(*HEIDEKREIS))
    assert found.rows[0].population == 6389 + 15205 + 4437
    assert found.left_out_count == 1


def test_independent_city_comes_from_its_municipality_record() -> None:
    found = register.read(
        gv100ad(
            county("08111", "Stuttgart, Stadtkreis", "42"),
            municipality("08111000", "Stuttgart, Landeshauptstadt", "62", 632865),
        )
    )
    assert found.rows == (
        register.RegisterRow("08111000", "Stuttgart, Landeshauptstadt", "Stadtkreis", 632865),
    )


@pytest.mark.parametrize(
    ("mark", "designation", "kind"),
    [("43", "Kreis", "county"), ("44", "Landkreis", "county"), ("45", "Regionalverband", "county")],
)
def test_marks_of_counties(mark: str, designation: str, kind: str) -> None:
    found = register.read(
        gv100ad(county("10041", "Saarbrücken", mark), municipality("10041100", "X", "64", 5))
    )
    assert (found.rows[0].designation, found.rows[0].kind) == (designation, kind)


@pytest.mark.parametrize(
    ("mark", "designation", "kind"),
    [
        ("60", "Markt", "municipality"),
        ("63", "Stadt", "town"),
        ("64", "Gemeinde", "municipality"),
        ("67", "Große Kreisstadt", "town"),
    ],
)
def test_marks_of_municipalities(mark: str, designation: str, kind: str) -> None:
    found = register.read(
        gv100ad(county("09174", "Dachau", "44"), municipality("09174115", "Dachau", mark, 5))
    )
    assert (found.rows[1].designation, found.rows[1].kind) == (designation, kind)


def test_uninhabited_waters_need_no_county() -> None:
    waters = municipality("13000999", "Küstengewässer", "66", 0)
    assert register.read(gv100ad(*HEIDEKREIS, waters)).left_out_count == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_umlauts_in_every_encoding_the_publisher_has_used(encoding: str, end: str) -> None:
    city = (
        county("01003", "Lübeck, Hansestadt", "41"),
        municipality("01003000", "Lübeck, Hansestadt", "61", 218095),
    )
    content = gv100ad(*city, encoding=encoding, end=end)
    assert register.read(content).rows[0].name == "Lübeck"


def test_packed_file() -> None:
    assert len(register.read(gzip.compress(gv100ad(*HEIDEKREIS))).rows) == 3


@pytest.mark.parametrize(
    ("broken", "code", "field"),
    [
        (record("70", "03", "x"), "record_type_unknown", ""),
        (record("10", "03", "x")[:-1], "record_length", ""),
        (record("10", "03", "x") + " ", "record_length", ""),
        ("", "record_length", ""),
        (record("10", "03", "x", day="20231199"), "as_of_invalid", "as_of"),
        (record("10", "03", "x", day="20231231"), "as_of_mixed", "as_of"),
        (municipality("0335 001", "X", "64", 1), "key_invalid", "ags"),
        (municipality("03358٠01", "X", "64", 1), "key_invalid", "ags"),
        (municipality("17358001", "X", "64", 1), "state_unknown", "ags"),
        (municipality("99358001", "X", "64", 1), "key_reserved", "ags"),
        (municipality("03358002", "X", "64", 1), "key_twice", "ags"),
        (municipality("03358000", "X", "64", 1), "key_kind", "ags"),
        (municipality("03358001", "X", "61", 1), "key_kind", "ags"),
        (municipality("03358001", "X", "68", 1), "mark_unknown", "kind"),
        (municipality("03358001", "", "64", 1), "name_missing", "name"),
        (municipality("03358001", "X\tY", "64", 1), "name_characters", "name"),
        (municipality("03358001", "LÃ¼neburg", "64", 1), "name_characters", "name"),
        (record("60", "03358001", "X", "64", "0000000 001"), "population_invalid", "population"),
        (record("60", "03358001", "X", "64"), "population_invalid", "population"),
        (municipality("03358001", "X", "64", 100_000_000), "population_invalid", "population"),
        (county("03359", "X", "46"), "mark_unknown", "kind"),
        (county("033", "X", "44"), "key_invalid", "ags"),
        (county("03358", "X", "44"), "key_twice", "ags"),
        (county("03359", "X", "44"), "county_empty", "ags"),
        (municipality("03359001", "X", "64", 1), "county_missing", "ags"),
    ],
)
def test_broken_record_is_named_with_its_line(broken: str, code: str, field: str) -> None:
    assert faults(gv100ad(*HEIDEKREIS, broken)) == [(code, 6, field)]


def test_every_fault_is_found_at_once() -> None:
    broken = municipality("03358001", "X", "68", 1)
    assert faults(gv100ad(*HEIDEKREIS, broken, "60", county("03359", "", "44"))) == [
        ("mark_unknown", 6, "kind"),
        ("record_length", 7, ""),
        ("name_missing", 8, "name"),
    ]


# The file as a whole


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "format_unknown"),
        (b"PK\x03\x04", "format_unknown"),
        (b"<html>", "format_unknown"),
        (b"\x1f\x8bxx", "unreadable"),
        (gzip.compress(gv100ad(*HEIDEKREIS))[:-9], "unreadable"),
        ("Köln".encode("latin-1") + "Lübeck".encode(), "encoding_mixed"),
        (b"L\x81beck", "encoding_mixed"),
        (gv100ad(record("10", "03", "Niedersachsen")), "empty"),
        (table(), "empty"),
        (gzip.compress(bytes(65 * 1024 * 1024)), "too_large"),
    ],
)
def test_unusable_file(content: bytes, code: str) -> None:
    assert faults(content, NOVEMBER) == [(code, 0, "")]


@pytest.mark.parametrize("content", [gv100ad(*HEIDEKREIS), table(HALLE)])
def test_area_status_of_the_file_must_agree_with_the_given_one(content: bytes) -> None:
    assert register.read(content, NOVEMBER).as_of == NOVEMBER
    assert faults(content, date(2023, 12, 31)) == [("as_of_conflict", 0, "as_of")]


def test_table_without_an_area_status_needs_one_given() -> None:
    plain = table(HALLE, comment="")
    assert faults(plain) == [("as_of_missing", 0, "")]
    assert register.read(plain, NOVEMBER).as_of == NOVEMBER


# The table


def test_table_gives_rows_by_key() -> None:
    found = register.read(table(MERSEBURG, HALLE, SAALEKREIS))
    assert [(row.ags, row.name, row.kind, row.state, row.population) for row in found.rows] == [
        ("15002000", "Halle (Saale)", "independent_city", "ST", 242083),
        ("15088000", "Saalekreis", "county", "ST", 186431),
        ("15088220", "Merseburg", "town", "ST", 34920),
    ]
    assert (found.rows[0].latitude, found.rows[0].longitude) == ("51.482459", "11.970091")
    assert found.population_on == date(2022, 12, 31)


def test_table_with_the_columns_that_are_not_kept() -> None:
    text = (
        "ags,ars,name,kind,state,population,postcode,lat,lon\r\n"
        "04011000,040110000000,Bremen,Kreisfreie Stadt,Bremen,569396,28195,53.07,8.8\r\n"
    )
    assert register.read(text.encode(), NOVEMBER).rows == (
        register.RegisterRow("04011000", "Bremen", "Kreisfreie Stadt", 569396, "53.07", "8.8"),
    )


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        ("15088220,Merseburg,Stadt,ST,34920,51.3", "cell_count", ""),
        ("15088220,Merseburg,Stadt,ST,34920,51.3,11.9,", "cell_count", ""),
        ("15088220,Merseburg,Stadt,ST,34920,51.3;11.9,11.9", "coordinate_invalid", "lat"),
        ("15088220,Merseburg,Stadt,ST,34920,11.9,51.3", "coordinate_invalid", "lat"),
        ("15088220,Merseburg,Stadt,ST,34920,nan,11.9", "coordinate_invalid", "lat"),
        ("15088220,Merseburg,Stadt,ST,34920,51.3,", "coordinate_half", "lat"),
        ("15088220,Merseburg,Stadt,ST,-1,51.3,11.9", "population_invalid", "population"),
        ("15088220,Merseburg,Stadt,ST,34.920,51.3,11.9", "population_invalid", "population"),
        ("15088220,Merseburg,Stadt,ST,٣,51.3,11.9", "population_invalid", "population"),
        ("15088220,Merseburg,stadt,ST,34920,51.3,11.9", "kind_unknown", "kind"),
        ("15088220,Merseburg,Stadt,XX,34920,51.3,11.9", "state_unknown", "state"),
        ("15088220,Merseburg,Stadt,SN,34920,51.3,11.9", "state_key", "state"),
        ("15088220,Merseburg,Landkreis,ST,34920,51.3,11.9", "key_kind", "ags"),
        ("15088000,Saalekreis,Gemeinde,ST,34920,51.3,11.9", "key_kind", "ags"),
        ("15002000,Halle,Kreisfreie Stadt,ST,1,51.3,11.9", "key_twice", "ags"),
        ("99000001,Beispielstadt,Stadt,ST,34920,51.3,11.9", "key_reserved", "ags"),
        ("1508822,Merseburg,Stadt,ST,34920,51.3,11.9", "key_invalid", "ags"),
        (f"15088220,{'M' * 51},Stadt,ST,34920,51.3,11.9", "name_too_long", "name"),
        ("15088220,=Merseburg,Stadt,ST,34920,51.3,11.9", "name_characters", "name"),
        ("15088220,<b>,Stadt,ST,34920,51.3,11.9", "name_characters", "name"),
        ("15088220, ,Stadt,ST,34920,51.3,11.9", "name_missing", "name"),
        ('15088220,"Merseburg"x,Stadt,ST,34920,51.3,11.9', "quoting", ""),
        ('15088220,"Merseburg,Stadt,ST,34920,51.3,11.9', "quoting", ""),
    ],
)
def test_broken_line_of_a_table_is_named(line: str, code: str, field: str) -> None:
    assert faults(table(HALLE, line)) == [(code, 4, field)]


@pytest.mark.parametrize(
    ("header", "code", "field"),
    [
        (HEADER.replace("lon", "long"), "header_unknown", ""),
        (HEADER.replace("lon", "lat"), "header_twice", ""),
        (HEADER.replace(",population", ""), "header_missing", "population"),
        (HEADER.replace(",", ";"), "header_unknown", ""),
    ],
)
def test_broken_header_is_named(header: str, code: str, field: str) -> None:
    assert faults((header + HALLE).encode(), NOVEMBER) == [(code, 1, field)]


def test_area_status_in_the_comment_must_be_a_day() -> None:
    comment = "# Gebietsstand 31.11.2023\n"
    assert faults(table(HALLE, comment=comment)) == [("as_of_invalid", 1, "as_of")]


def test_written_table_reads_as_the_same_register_and_is_written_the_same_again() -> None:
    official = register.read(table(MERSEBURG, HALLE, SAALEKREIS))
    written = register.write_table(official, date(2022, 12, 31))
    again = register.read(written.encode())
    assert again == official
    assert register.write_table(again, date(2022, 12, 31)) == written


def test_written_table_begins_with_the_attribution() -> None:
    written = register.write_table(register.read(gv100ad(*HEIDEKREIS)), date(2022, 12, 31))
    attribution = (
        "# Quelle: Statistisches Bundesamt (Destatis), Gemeindeverzeichnis-Informationssystem "
        "GV-ISys, Gebietsstand 30.11.2023, Bevölkerung 31.12.2022; Daten verändert"
    )
    assert written.splitlines()[:3] == [
        attribution,
        "ags,name,kind,state,population,lat,lon",
        "03358000,Heidekreis,Landkreis,NI,26031,,",
    ]


# Names


@pytest.mark.parametrize(
    ("official", "shown"),
    [
        ("Flensburg, Stadt", "Flensburg"),
        ("Kiel, Landeshauptstadt", "Kiel"),
        ("Dachau, GKSt", "Dachau"),
        ("Marktl, M", "Marktl"),
        ("Ueckermünde, Seebad , Stadt", "Ueckermünde"),
        ("Zwickau, Stadt, Hochschulstadt", "Zwickau"),
        ("Oldenburg (Oldenburg), Stadt", "Oldenburg (Oldenburg)"),
        ("Halle (Saale), Stadt", "Halle (Saale)"),
        ("Garding, Kirchspiel", "Garding, Kirchspiel"),
        ("Bautzen / Budyšin, Stadt", "Bautzen / Budyšin"),
        ("Weißwasser/O.L., Stadt / Běła Woda", "Weißwasser/O.L. / Běła Woda"),
        ("Region Hannover", "Region Hannover"),
    ],
)
def test_shown_name_has_no_title(official: str, shown: str) -> None:
    assert register.display_name(official) == shown


def test_i11_name_is_composed_and_has_single_spaces() -> None:
    decomposed = '05315000,"Ko\u0308ln,  Stadt",Kreisfreie Stadt,NW,1084831,50.9,6.9\n'
    assert register.read(table(decomposed)).rows[0].official_name == "Köln, Stadt"


def test_search_text_has_the_folded_words_the_plain_ones_and_the_key() -> None:
    assert register.search_text("Köln, Stadt", "05315000") == " köln stadt koeln 05315000"
    assert register.search_text("Groß Düben / Dźěwin", "14626140") == (
        " gross düben dźěwin dueben dzewin 14626140"
    )


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("KÖLN", ["köln"]),
        ("Ko\u0308ln", ["köln"]),
        ("Neumarkt i.d.OPf.", ["neumarkt", "i", "d", "opf"]),
        ("05 3 15 000", ["05315000"]),
        ("  ", []),
        ("%", []),
    ],
)
def test_typed_text_becomes_words(typed: str, words: list[str]) -> None:
    assert register.search_words(typed) == words


def test_longest_possible_name_fits_the_search_column() -> None:
    assert len(register.search_text("ẞ" * 50, "05315000")) <= 220
    assert len(register.search_text("ü" * 50, "05315000")) <= 220
