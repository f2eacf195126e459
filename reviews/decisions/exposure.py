"""Whom the public bundle of a decision would single out, for the office before it is confirmed."""

from collections.abc import Collection

from competition.models import Application, Call
from competition.models.call import PublicationLevel
from competition.singling_out import of_call
from competition.singling_out.of_call import Exposed
from reviews import bundles
from reviews.models import SelectionRun


def exposed(call: Call, run: SelectionRun, selected: Collection[Application]) -> list[Exposed]:
    """In words, with names. The selected come with their municipality; nobody where the call
    publishes its awards alone."""
    if call.publication_level != PublicationLevel.BUNDLE:
        return []
    return of_call.told(call, bundles.published_attributes(run.input), _keys(selected))


def ids(call: Call, run: SelectionRun, selected: Collection[Application]) -> list[str]:
    """The public ids alone, in the order of the case."""
    if call.publication_level != PublicationLevel.BUNDLE:
        return []
    found = of_call.found(call, bundles.published_attributes(run.input), _keys(selected))
    return [each.id for each in found]


def _keys(selected: Collection[Application]) -> dict[str, str]:
    return {each.public_id: each.municipality.ags for each in selected}
