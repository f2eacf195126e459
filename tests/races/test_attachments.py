"""F06: files that change while the draft is submitted. What is sealed is one state of the files."""

from collections.abc import Callable

from competition import storage
from competition.errors import Refusal
from competition.models import Application, ApplicationVersion, Attachment, User
from tests.fixtures.files import FILES, attach, pdf
from tests.fixtures.rounds import QUESTIONS, MakeRound, Stage, answer, submit
from tests.races.hands import at_once, insisting, refusals, successes


def drafted(make_round: MakeRound) -> Application:
    return make_round(Stage.OPEN, questions=[*QUESTIONS, {**FILES, "maximum": 5}]).draft(0)


def attaching(draft: Application, by: User, text: str) -> Callable[[], object]:
    return lambda: attach(draft, by, pdf(text), name=f"{text}.pdf")


def named(version: ApplicationVersion) -> list[str]:
    """The digests of the files that a version names."""
    answers = {each["key"]: each["value"] for each in version.content["answers"]}
    return [file["sha256"] for file in answers["resolution"]]


def test_f06_a_file_that_is_replaced_during_submissions_is_the_one_that_was_sealed(
    make_round: MakeRound, anna: User, berta: User
) -> None:
    draft = drafted(make_round)
    known = {attach(draft, anna, pdf("0")).sha256}

    def replace(number: int) -> Callable[[], object]:
        def act() -> object:
            held = Attachment.objects.order_by("pk").values_list("sha256", flat=True)[0]
            kept = attach(draft, anna, pdf(str(number)), replaces=held)
            known.add(kept.sha256)
            answer(draft, anna, remark=f"Datei {number}")
            return kept

        return act

    acts: list[Callable[[], object]] = []
    for number in range(1, 9):
        acts += [replace(number), lambda: submit(draft, berta)]
    outcomes = at_once([insisting(act) for act in acts], hands=8)

    assert set(refusals(outcomes)) <= {"version_conflict", "too_many_files", "files_changed"}
    assert ApplicationVersion.objects.exists()
    for version in ApplicationVersion.objects.all():
        files = named(version)
        assert 1 <= len(files) <= 5
        for digest in files:
            assert digest in known
            assert storage.is_whole(digest)


def test_f06_the_same_file_at_once_is_one(make_round: MakeRound, anna: User) -> None:
    draft = drafted(make_round)
    outcomes = at_once([insisting(attaching(draft, anna, "Beschluss"))] * 16, hands=8)
    assert refusals(outcomes) == []
    kept = Attachment.objects.get()
    assert storage.is_whole(kept.sha256)


def test_only_so_many_files_get_in_at_once(make_round: MakeRound, anna: User) -> None:
    draft = drafted(make_round)
    acts = [insisting(attaching(draft, anna, str(number))) for number in range(12)]
    outcomes = at_once(acts, hands=8)
    assert refusals(outcomes) == ["too_many_files"] * 7
    assert Attachment.objects.count() == len(successes(outcomes)) == 5
    stored = set(storage.digests())
    assert stored >= set(Attachment.objects.values_list("sha256", flat=True))
    assert not [each for each in outcomes if isinstance(each, Refusal) and each.status != 409]
