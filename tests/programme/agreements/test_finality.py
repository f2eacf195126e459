"""When a notice is final: the fourth day, a month, and the next working day."""

from datetime import date

import pytest

from programme.agreements.finality import final_on, last_day_to_object


@pytest.mark.parametrize(
    ("sent", "last"),
    [
        (date(2025, 3, 3), date(2025, 4, 7)),  # told on the 7th; 7 April is a Monday
        (date(2025, 1, 27), date(2025, 2, 28)),  # told on the 31st; February has none
        (date(2025, 3, 14), date(2025, 4, 22)),  # 18 April: Good Friday, then Easter
        (date(2025, 11, 21), date(2025, 12, 29)),  # Christmas, then a weekend
    ],
)
def test_the_month_ends_on_a_working_day(sent: date, last: date) -> None:
    assert last_day_to_object(sent) == last
    assert (final_on(sent) - last).days == 1
