"""What follows from the register about a juror and an application."""

from dataclasses import dataclass

import pytest

from reviews.conflicts import derivation
from reviews.conflicts.derivation import Finding, Party, Ties, findings
from reviews.models.jury import Association, ConflictReason, Severity


@dataclass(frozen=True)
class At:
    ags: str
    kind: str = "town"
    state: str = "ST"
    name: str = "Beispielstadt"


TOWN, COUNTY = At("15088220"), At("15088000", "county", name="Saalekreis")
CITY = At("15002000", "independent_city", name="Halle")
PARISH = At("09162000", "municipality", "BY", name="Musterdorf")


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        (TOWN, TOWN, True),
        (TOWN, COUNTY, True),
        (COUNTY, TOWN, True),
        (TOWN, At("15088305"), False),  # neighbours in one county
        (TOWN, CITY, False),
        (TOWN, At("15082000", "county"), False),
        (COUNTY, At("15082000", "county"), False),
    ],
)
def test_own_is_the_town_its_county_and_the_county_s_towns(
    mine: At, theirs: At, expected: bool
) -> None:
    assert derivation.is_own(mine, theirs) is expected


@pytest.mark.parametrize(
    ("association", "for_whom"),
    [
        ("landkreistag", {COUNTY}),
        ("staedtetag", {CITY}),
        ("dstgb", {TOWN, PARISH}),
        ("", set()),
    ],
)
def test_an_association_speaks_for_its_kinds_of_municipality(
    association: str, for_whom: set[At]
) -> None:
    ties = Ties(association=association)
    found = {place for place in (TOWN, COUNTY, CITY, PARISH) if findings(ties, [Party(place)])}
    assert found == for_whom


def test_every_association_has_its_kinds() -> None:
    assert set(Association.values) == derivation.REPRESENTED.keys()


def test_a_ministry_is_a_hint_for_its_own_state_and_for_partners_there() -> None:
    ministry = Ties(state="BY")
    assert findings(ministry, [Party(TOWN)]) == []
    assert findings(ministry, [Party(TOWN), Party(PARISH)]) == [Finding("ministry", "Musterdorf")]


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("eva@Stadt.Example", "stadt.example"),
        ("eva@stadt.example.", "stadt.example"),
        ("eva@rathaus.stadt.example", "rathaus.stadt.example"),
        ("eva@gmail.com", ""),
        ("eva@T-Online.de", ""),
        ("eva@example.org", ""),
        ("eva@irgendwo.invalid", ""),
        ("", ""),
    ],
)
def test_the_domain_of_an_address_says_something_unless_anybody_may_have_one(
    address: str, domain: str
) -> None:
    assert derivation.mail_domain(address) == domain


def test_an_equal_mail_domain_is_a_hint() -> None:
    party = Party(TOWN, derivation.mail_domains(["a@stadt.example", "b@web.de", ""]))
    assert party.domains == {"stadt.example"}
    assert findings(Ties(address="eva@STADT.example"), [party]) == [
        Finding("mail_domain", "stadt.example")
    ]
    for elsewhere in ("eva@web.de", "eva@dorf.example", ""):
        assert findings(Ties(address=elsewhere), [party]) == []


def test_all_that_follows_is_named_once_and_the_strongest_first() -> None:
    ties = Ties(own=(TOWN,), association="dstgb", state="ST", address="eva@stadt.example")
    parties = [Party(COUNTY), Party(TOWN, frozenset({"stadt.example"}))]
    assert findings(ties, parties) == [
        Finding("own_municipality", "Saalekreis"),
        Finding("mandate", "Beispielstadt"),
        Finding("ministry", "Saalekreis"),
        Finding("mail_domain", "stadt.example"),
    ]


def test_who_has_no_ties_is_free() -> None:
    assert findings(Ties(), [Party(TOWN), Party(COUNTY, frozenset({"kreis.example"}))]) == []


def test_severity_is_soft_for_hints_alone() -> None:
    soft = {reason for reason in ConflictReason.values if derivation.severity(reason) == "soft"}
    assert soft == {"mandate", "ministry", "mail_domain"}
    assert {derivation.HARD, derivation.SOFT} == set(Severity.values)
    assert set(derivation.DERIVED) <= set(ConflictReason.values)


@pytest.mark.parametrize(
    ("found", "standing", "expected"),
    [
        ("own_municipality", "mandate", True),
        ("kinship", "mail_domain", True),
        ("mandate", "ministry", False),
        ("mandate", "own_municipality", False),
        ("own_municipality", "kinship", False),
    ],
)
def test_hard_outweighs_soft_and_nothing_else_does(
    found: str, standing: str, expected: bool
) -> None:
    assert derivation.outweighs(found, standing) is expected


@pytest.mark.parametrize(
    ("found", "settled", "expected"),
    [
        ("mandate", "mandate", False),
        ("ministry", "mandate", False),  # seen when it was settled
        ("own_municipality", "mandate", True),
        ("own_municipality", "own_municipality", False),
        ("mandate", "own_municipality", False),
        ("mail_domain", "kinship", True),
        ("own_municipality", "other", True),
    ],
)
def test_what_was_settled_is_opened_by_what_was_not_weighed(
    found: str, settled: str, expected: bool
) -> None:
    assert derivation.reopens(found, settled) is expected
