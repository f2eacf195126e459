"""What counts as one origin."""

import pytest

from competition.origins import origin


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("", "unknown"),
        ("kein Netz", "unknown"),
    ],
)
def test_a_whole_network_of_ipv6_is_one_origin(address: str, counted: str) -> None:
    assert origin(address) == counted
