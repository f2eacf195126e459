"""What the office can read of the ranking."""

from api.office import examples
from api.office.scopes import READ
from api.office.serializers.ranking import RankingSerializer
from api.operations import Operation

READ_RANKING = Operation(
    "readRanking",
    "The ranking of a round, exact, once its scores are locked; it names no juror",
    RankingSerializer,
    examples.RANKING,
    scope=READ,
    refusals=("scores_unlocked",),
)
