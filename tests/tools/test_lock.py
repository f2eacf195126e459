import pytest

from tools.lock import hosts_named, unlocked


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://mirror.example/simple",
        "--find-links /opt/wheels",
        '      "resolved": "https://registry.example/axe-core.tgz",',
        "package @ https://files.example/package.whl",
    ],
)
def test_a_line_that_binds_to_a_host_is_found(line: str) -> None:
    assert hosts_named(f"django==5.2\n{line}\n") == [line]


def test_versions_hashes_and_thanks_name_no_host() -> None:
    lock = 'django==5.2 \\\n    --hash=sha256:00\n        "url": "https://thanks.example"\n'
    assert hosts_named(lock) == []


def test_a_package_that_is_asked_for_and_not_locked_is_found() -> None:
    lock = "django==5.2\ndjango-filter==26.2\n"
    assert unlocked(lock, "Django>=5.2\ndjango_filter\nredis>=8\n-r base.in\n") == ["redis"]
