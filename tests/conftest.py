"""Fixtures for all tests, one file per kind under tests/fixtures/."""

pytest_plugins = [
    "tests.fixtures.strictness",
    "tests.fixtures.tables",
    "tests.fixtures.mail",
    "tests.fixtures.site",
    "tests.fixtures.browser",
    "tests.fixtures.second_factors",
    "tests.fixtures.provider",
    "tests.fixtures.people",
    "tests.fixtures.kept_rounds",
    "tests.fixtures.rounds",
    "tests.fixtures.programmes",
    "tests.fixtures.consultations",
    "tests.fixtures.events",
    "tests.fixtures.sessions",
    "tests.fixtures.files",
]
