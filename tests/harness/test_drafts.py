"""Every page of a draft says that it is not submitted, whoever adds one."""

import pytest

from tests.harness.addresses import ACTS, DRAFT, FILES, PAGES
from tests.harness.visitors import Visitors
from tests.harness.world import World

pytestmark = pytest.mark.django_db
OF_A_DRAFT = [
    name
    for name, address in PAGES.items()
    if name not in ACTS | FILES
    and address.where.get("public_id") is DRAFT["public_id"]
    and address.viewer in ("editor", "signatory")
]


@pytest.fixture(scope="module")
def visitors(world: World) -> Visitors:
    return Visitors(world)


def test_a_draft_has_pages() -> None:
    assert {"application", "application-edit", "application-submit"} < set(OF_A_DRAFT)


@pytest.mark.parametrize("name", OF_A_DRAFT)
def test_page_of_a_draft_says_that_it_is_not_submitted(
    name: str, world: World, visitors: Visitors
) -> None:
    address = PAGES[name]
    answer = visitors.ask(address.viewer, "GET", address.path(name, world))
    assert b"NICHT eingereicht" in answer.content  # type: ignore[attr-defined]  # no stream
