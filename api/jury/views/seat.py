"""The own seat: what it is, and what is to do."""

from collections import Counter
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from api.jury import operations as does
from api.jury import rows
from api.jury.seat import Seat
from reviews import progress
from reviews.models import JuryMember, Rubric
from reviews.progress import Stage


class OwnSeat(Seat):
    operations = {"GET": does.READ_SEAT}

    def get(self, request: Request) -> Response:
        opened = Rubric.objects.filter(call=self.juror.call, frozen_at__lte=self.now)
        rubric = opened.prefetch_related("criteria").first()
        return self.row(self.juror, rubric=rubric, counts=_counts(self.juror))


def _counts(juror: JuryMember) -> dict[str, Any]:
    stages = Counter(progress.desk(juror).values_list("stage", flat=True))
    return {
        "declarations_open": rows.declarations_open(juror),
        "assigned": stages.total(),
        **{stage.value: stages[stage] for stage in Stage},
    }
