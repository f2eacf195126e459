"""When a notice that nobody objects to becomes final (bestandskräftig).

Plain Python. A notice sent electronically counts as announced on the fourth day after it was sent
(§ 41 (2) sentence 2 VwVfG, since 2025; a day later than before, which harms nobody); the objection
or action is possible for a month from then (§ 70 (1), § 74 (1) VwGO), ending on the next working
day where its last day is a Saturday, a Sunday or a holiday (§ 57 (2) VwGO, § 222 (2) ZPO).
"""

from datetime import date, timedelta

from competition.calendar import holidays, regional_holidays
from programme.agreements.due_dates import add_months

FICTION = timedelta(days=4)
DAY = timedelta(days=1)


def last_day_to_object(sent_on: date) -> date:
    """The last day, inclusive, on which a notice sent on ``sent_on`` can be challenged. Regional
    holidays count everywhere: rather a day too late than one too early."""
    last = add_months(sent_on + FICTION, 1)
    while last.weekday() >= 5 or last in holidays(last.year) | regional_holidays(last.year):
        last += DAY
    return last


def final_on(sent_on: date) -> date:
    """The first day on which nobody can challenge it any more."""
    return last_day_to_object(sent_on) + DAY
