"""What was sealed, by API: every receipt and version, checked without the site."""

import json

import pytest
from pytest_django import DjangoAssertNumQueries

import verify_receipt
from competition import receipts, signing
from competition.models import Application, User
from competition.services import erasing, submission
from tests.api.caller import Caller, assert_problem
from tests.fixtures.rounds import Round, answer, submit

pytestmark = pytest.mark.django_db


def path(application: Application, rest: str) -> str:
    return f"portal/applications/{application.public_id}/{rest}"


def test_every_sealed_version_has_its_receipt_in_the_list(
    draft: Application, as_anna: Caller, berta: User
) -> None:
    assert as_anna.get(path(draft, "receipts/")).rows == []
    submit(draft, berta)
    answer(draft, berta, title="Ein anderer Titel")
    second = submit(draft, berta)
    rows = as_anna.get(path(draft, "receipts/")).rows
    assert [(row["version"], row["valid"]) for row in rows] == [(2, True), (1, False)]
    assert (rows[0]["number"], rows[0]["occasion"]) == (second.number, "submission")


def test_a_receipt_outlives_the_withdrawal(
    draft: Application, as_anna: Caller, berta: User
) -> None:
    receipt = submit(draft, berta)
    submission.withdraw(application=draft, by=berta, received_at=receipt.version.received_at)
    (row,) = as_anna.get(path(draft, "receipts/")).rows
    assert (row["number"], row["valid"]) == (receipt.number, False)


def test_a_receipt_is_proven_without_the_site(
    draft: Application, as_anna: Caller, berta: User
) -> None:
    receipt = submit(draft, berta)
    file = as_anna.get(path(draft, f"receipts/{receipt.number}/")).body
    content = as_anna.get(path(draft, "versions/1/")).body
    keys = json.dumps(receipts.keys_file(signing.published_keys())).encode()
    report = verify_receipt.examine(
        verify_receipt.read_receipt(file),
        content=content,
        keys=verify_receipt.read_keys(keys),
    )
    assert report.status == verify_receipt.PROVEN
    assert [finding.code for finding in report.findings][2] == "content_matches"


@pytest.mark.parametrize(
    "rest",
    [
        "receipts/0000-0000-0000/",
        "receipts/x/",
        "versions/0/",
        "versions/2/",
        f"versions/{10**30}/",
    ],
)
def test_what_was_never_sealed_is_not_found(
    draft: Application, as_anna: Caller, berta: User, rest: str
) -> None:
    submit(draft, berta)
    assert_problem(as_anna.get(path(draft, rest)), "not_found", 404)


def test_of_an_erased_application_the_receipt_stays(
    draft: Application, as_anna: Caller, berta: User, open_round: Round
) -> None:
    receipt = submit(draft, berta)
    erasing.erase(application=draft, erasure_id=1, by=open_round.dora)
    assert as_anna.get(path(draft, f"receipts/{receipt.number}/")).status == 200
    assert_problem(as_anna.get(path(draft, "versions/1/")), "application_erased", 410)


def test_the_list_takes_as_many_queries_for_one_as_for_three(
    draft: Application,
    as_anna: Caller,
    berta: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    submit(draft, berta)
    with django_assert_num_queries(4):
        as_anna.get(path(draft, "receipts/"))
    for title in ("Zwei", "Drei"):
        answer(draft, berta, title=title)
        submit(draft, berta)
    with django_assert_num_queries(4):
        assert len(as_anna.get(path(draft, "receipts/")).rows) == 3
