"""The profile: scope, body, answer and refusals of each operation."""

from api.operations import Operation
from api.portal import programme_examples as examples
from api.portal.bodies import DraftRead
from api.portal.programme_bodies import ProfileDraft
from api.portal.scopes import READ, WRITE
from api.portal.serializers.profiles import OwnProfileSerializer

READ_ONE = Operation(
    "readOwnProfile",
    "The draft of the project's profile, and its latest published version",
    OwnProfileSerializer,
    examples.PROFILE,
    scope=READ,
)
SAVE = Operation(
    "saveProfile",
    "Save the whole draft over the version that was read; nothing is published",
    OwnProfileSerializer,
    examples.PROFILE,
    scope=WRITE,
    body=ProfileDraft,
    body_example=examples.PROFILE_DRAFT,
    refusals=(
        *("version_conflict", "award_ended", "too_long", "control_characters", "not_a_date"),
        *("too_many_measures", "measure_title_missing", "unknown_choice"),
    ),
)
PUBLISH = Operation(
    "publishProfile",
    "Publish the draft that was read, at once and for everybody",
    OwnProfileSerializer,
    examples.PROFILE,
    scope=WRITE,
    body=DraftRead,
    body_example=examples.READ,
    refusals=(
        *("version_conflict", "award_ended", "profile_incomplete", "stand_in_future"),
        "profile_unchanged",
    ),
)
