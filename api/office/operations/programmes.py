"""The funded period: scope, body, answer and refusals of each operation of the office."""

from api.office import programme_examples as examples
from api.office.programme_bodies import ProgrammeChange, ProgrammeSetup, VersionRead
from api.office.scopes import DECIDE, READ, RUN
from api.office.serializers.programmes import FundedYearsSerializer
from api.operations import Operation

UNSOUND = (
    *("period_reversed", "period_beyond", "requirement_invalid", "not_an_amount"),
    *("tranches_exceed_award", "office_reads_only"),
)
READ_ONE = Operation(
    "readFundedYears",
    "The funded years of a call: period, terms, reports, tranches, and the money so far",
    FundedYearsSerializer,
    examples.PROGRAMME,
    scope=READ,
)
SET_UP = Operation(
    "setUpFundedYears",
    "Set up the funded years of an announced call; nobody outside the office sees them yet",
    FundedYearsSerializer,
    examples.PROGRAMME,
    scope=RUN,
    status=201,
    body=ProgrammeSetup,
    body_example=examples.SETUP,
    refusals=("call_not_announced", "programme_standing", *UNSOUND),
)
CHANGE = Operation(
    "changeFundedYears",
    "Change the version that was read; what an agreement freezes stays",
    FundedYearsSerializer,
    examples.PROGRAMME,
    scope=RUN,
    body=ProgrammeChange,
    body_example={"version": 1, "summary": "Neun Kommunen setzen um."},
    refusals=("version_conflict", "programme_fixed", *UNSOUND),
)
PUBLISH = Operation(
    "publishFundedYears",
    "Publish the version that was read; done again, nothing changes",
    FundedYearsSerializer,
    examples.PROGRAMME,
    scope=DECIDE,
    kind="decide",
    body=VersionRead,
    body_example={"version": 1},
    refusals=("version_conflict", "office_reads_only"),
)
