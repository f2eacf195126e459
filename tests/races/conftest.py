from collections.abc import Iterator

import pytest

from competition import audit


@pytest.fixture(autouse=True)
def audit_stays_whole(transactional_db: None) -> Iterator[None]:
    """After every race each audit chain still fits itself and the receipts."""
    yield
    assert [state for state in audit.verify() if not state.is_whole] == []
