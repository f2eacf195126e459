import pytest

from competition.models import User
from tests.competition.accounts.hands import give_password


@pytest.fixture
def with_passwords(anna: User, dora: User) -> None:
    """Anna and Dora may sign in; Dora has an app, too."""
    give_password(anna, dora)
