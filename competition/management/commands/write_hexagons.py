from typing import Any

from django.core.management.base import BaseCommand

from competition.hexagons import table
from competition.management.commands.import_register import SHIPPED


class Command(BaseCommand):
    help = "Computes the map's hexagons from the shipped register: competition/data/hexagons.json."

    def handle(self, *args: Any, **options: Any) -> None:
        text = table.computed(SHIPPED.read_text(encoding="utf-8"))
        table.SHIPPED.write_text(text, encoding="utf-8", newline="\n")
        self.stdout.write(f"{table.SHIPPED.name}: {len(table.read(text))} Sechsecke")
