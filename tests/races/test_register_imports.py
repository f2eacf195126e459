from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from competition.models import Municipality, RegisterImport
from competition.services import registry
from tests.fixtures.register_files import HALLE, MERSEBURG, SAALEKREIS, table

IMPORTS = 4


@pytest.mark.django_db(transaction=True)
def test_simultaneous_imports_of_one_file_create_each_municipality_once() -> None:
    together = Barrier(IMPORTS)

    def one_import(_: int) -> int:
        try:
            together.wait(timeout=10)
            content = table(HALLE, SAALEKREIS, MERSEBURG)
            outcome = registry.import_register(content=content, source="a file")
            return len(outcome.of("created"))
        finally:
            connection.close()

    with ThreadPoolExecutor(IMPORTS) as pool:
        created = sorted(pool.map(one_import, range(IMPORTS)))
    assert created == [0, 0, 0, 3]
    assert Municipality.objects.count() == 3
    assert RegisterImport.objects.count() == 1
