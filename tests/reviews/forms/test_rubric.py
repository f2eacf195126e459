"""Labels in any script: from the form through the service into the document, and back."""

from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from competition.answers.written import FORBIDDEN
from reviews import bundles
from reviews.forms.rubric import RubricForm, typed_of
from reviews.models import Rubric
from reviews.services import rubric as rubrics
from tests.fixtures.rounds import MakeRound, Round, Stage

pytestmark = pytest.mark.django_db
LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Cf"])
LABELS = st.lists(
    st.one_of(
        st.text(LETTERS, min_size=1, max_size=30),
        st.sampled_from(
            ["الابتكار", "\U0001f331", "Größe", "Ｉｄｅｅ", "👩‍👩‍👧", "-", "naïve Idee", "नवाचार"]
        ),
    ).map(lambda text: normalize("NFC", text).strip()),
    min_size=1,
    max_size=4,
    unique_by=str.casefold,
)


def usable(labels: list[str]) -> bool:
    def visible(label: str) -> bool:
        return any(character.isalnum() or character in "-\U0001f331👩" for character in label)

    return all(visible(label) and not FORBIDDEN.search(label) for label in labels)


@pytest.fixture
def round_(make_round: MakeRound) -> Round:
    return make_round(Stage.DRAFTED)


def saved(round_: Round, sent: dict[str, Any]) -> Rubric:
    form = RubricForm(data={name: value for name, value in sent.items() if value is not False})
    assert form.is_valid(), form.errors
    rubrics.edit(
        call=round_.call,
        fields=form.own(),
        criteria=form.criteria(),
        over=form.cleaned_data["over"],
        by=round_.dora,
    )
    return Rubric.objects.select_related("call").get()


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(labels=LABELS.filter(usable))
def test_labels_of_any_script_come_back_unchanged_with_keys_of_their_own(
    round_: Round, labels: list[str]
) -> None:
    stands = typed_of(Rubric.objects.select_related("call").first())
    one = typed_of(None)
    own = {name: value for name, value in stands.items() if not name.startswith("criteria.")}
    rows = {
        f"criteria.{at}.{part}": one[f"criteria.0.{part}"]
        for at in range(len(labels))
        for part in (name.rpartition(".")[2] for name in one if name.startswith("criteria."))
    }
    named = {f"criteria.{at}.label": label for at, label in enumerate(labels)}

    rubric = saved(round_, {**own, "quorum": "1", "panel_size": "", **rows, **named})

    document = bundles.rubric_document(rubric)
    assert [row["label"] for row in document["criteria"]] == labels
    keys = [row["id"] for row in document["criteria"]]
    assert len(set(keys)) == len(keys)
    again = typed_of(rubric)
    assert [again[name] for name in named] == labels

    # A new name for the last one: it stays the same criterion.
    relabelled = {**again, "panel_size": "", f"criteria.{len(labels) - 1}.label": "Neu \U0001f331!"}
    assert [each.key for each in saved(round_, relabelled).criteria.all()] == keys
