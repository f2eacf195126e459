"""Linked data: what a grant says, and that no text of it ends the element that holds it."""

import json
from datetime import UTC, datetime
from typing import Any

from competition import linked_data
from competition.linked_data import Grant, Recipient, Round

URL = "https://example.org/wettbewerbe/runde/foerderungen/99001001/"
AT = datetime(2017, 5, 17, 8, tzinfo=UTC)
ENDED = datetime(2017, 6, 1, 22, tzinfo=UTC)  # in Germany, the next day has begun
TOWN = Recipient("Beispielstadt", "99001001", "Hessen")


def page(*grants: Grant, funder: str = "Land", synthetic: bool = False) -> dict[str, Any]:
    round_ = Round("Runde", "https://example.org/wettbewerbe/runde/", funder, synthetic)
    return linked_data.page(URL, round_=round_, recipient=TOWN, grants=grants)


def grant(**fields: object) -> Grant:
    return Grant(
        **{  # type: ignore[arg-type]
            "number": 1,
            "title": "Offenes Rathaus",
            "amount_cents": 50_000_05,
            "result": "gefördert",
            "granted_at": AT,
            **fields,
        }
    )


def test_grant_names_funder_recipient_by_key_and_exact_sum() -> None:
    [found] = page(grant())["mainEntity"]

    assert found["@type"] == "MonetaryGrant"
    assert found["funder"]["name"] == "Land"
    assert found["fundedItem"]["@type"] == "GovernmentOrganization"
    assert found["fundedItem"]["identifier"]["value"] == "99001001"
    assert found["amount"] == {"@type": "MonetaryAmount", "currency": "EUR", "value": "50000.05"}


def test_unknown_funder_is_left_out() -> None:
    [found] = page(grant(), funder="")["mainEntity"]

    assert "funder" not in found


def test_page_is_dated_by_the_first_and_the_last_that_became_known() -> None:
    found = page(grant(ended_at=ENDED, result="aufgehoben"), grant(number=2, granted_at=ENDED))

    assert (found["datePublished"], found["dateModified"]) == (AT.isoformat(), ENDED.isoformat())
    first, second = found["mainEntity"]
    assert first["description"] == "aufgehoben (02.06.2017)"
    assert (first["@id"], second["@id"]) == (f"{URL}#foerderung-1", f"{URL}#foerderung-2")


def test_example_round_says_so_in_words_and_as_a_flag() -> None:
    found = page(grant(), synthetic=True)

    [only] = found["mainEntity"]
    assert found["synthetic"] is only["synthetic"] is True
    assert only["description"].startswith("Beispielrunde:")


def test_no_text_ends_the_element_and_all_of_it_comes_back() -> None:
    title = "</script><!-- & \u2028\u2029 \\ \" ' ]]>"

    text = linked_data.written(page(grant(title=title)))

    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text)["mainEntity"][0]["name"] == title
