"""Files with many hands: what a receipt names are the bytes that are served later."""

from collections.abc import Callable

import pytest

from competition import drafts, storage
from competition.models import Application, ApplicationVersion, Attachment, User
from tests.fixtures.files import FILES, attach, pdf
from tests.fixtures.rounds import QUESTIONS, MakeRound, Stage, answer, submit
from tests.races.hands import at_once, insisting, refusals

pytestmark = pytest.mark.usefixtures("own_store")
HANDS = 12


@pytest.fixture
def draft(make_round: MakeRound, anna: User, berta: User) -> Application:
    """Beispielstadt's draft with a resolution of the council."""
    application = make_round(Stage.OPEN, questions=[*QUESTIONS, FILES]).draft(0)
    attach(application, anna, pdf("0"))
    return application


def test_f06_a_file_that_is_replaced_during_submissions_is_the_one_that_was_sealed(
    draft: Application, anna: User, berta: User
) -> None:
    def replacing(number: int) -> Callable[[], object]:
        def replace() -> object:
            standing = Attachment.objects.filter(application=draft).values_list("sha256", flat=True)
            return attach(draft, anna, pdf(str(number)), replaces=standing[0])

        return replace

    def submitting() -> object:
        return submit(draft, berta)

    acts: list[Callable[[], object]] = []
    for number in range(1, HANDS + 1):
        acts += [insisting(replacing(number)), insisting(submitting)]
    outcomes = at_once(acts, hands=HANDS)
    # Whose predecessor was replaced meanwhile adds one, and there is a limit to those.
    assert set(refusals(outcomes)) <= {"too_many_files"}
    answer(draft, berta, title="Zuletzt")
    submit(draft, berta)
    versions = list(ApplicationVersion.objects.filter(application=draft))
    assert versions
    for version in versions:
        named = drafts.answer_values(version.content)["resolution"]
        assert named
        for file in named:
            assert storage.is_whole(file["sha256"])
            assert storage.path_of(file["sha256"]).stat().st_size == file["size"]
