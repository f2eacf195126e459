"""The feed of events with acts that end late: nobody who polled meanwhile misses them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from django.db import transaction

from api.models import Scope
from competition import audit
from competition.models import AuditHead, Call, User
from tests.api.caller import Caller, caller_of
from tests.races.hands import alone


class Act:
    """An act in a transaction of its own that has written its entry and is not ended yet."""

    def __init__(self, subject: str, chain: Call | None, *, waits: bool = True) -> None:
        self.subject, self.chain = subject, chain
        self.logged, self.let_go = Event(), Event()
        if not waits:
            self.let_go.set()

    def __call__(self) -> None:
        with transaction.atomic():
            audit.log(act="call.edited", by=None, subject=self.subject, chain=self.chain)
            self.logged.set()
            assert self.let_go.wait(60)


def polled(caller: Caller, after: str) -> tuple[list[str], str]:
    """The places of the events since, and the place to go on with."""
    answer = caller.get(f"office/events/?page_size=100&after={after}").value
    return [f"{row['chain']} {row['sequence']}" for row in answer["results"]], answer["after"]


def test_an_entry_that_is_written_first_and_ends_last_is_told(call: Call, dora: User) -> None:
    """Also where it is the first of its chain, whose head nobody has seen yet."""
    caller = caller_of(dora, Scope.READ)
    _, after = polled(caller, "")
    assert not AuditHead.objects.filter(call=call).exists()
    for number in (1, 2):
        slow = Act("slow", call)
        with ThreadPoolExecutor(1) as pool:
            running = pool.submit(alone(slow))
            assert slow.logged.wait(30)
            Act("fast", None, waits=False)()
            meanwhile, between = polled(caller, after)
            slow.let_go.set()
            running.result()
        late, after = polled(caller, between)
        assert [place.split()[0] for place in meanwhile] == ["None"]
        assert late == [f"{call.slug} {number}"]
    assert polled(caller, after) == ([], after)


def test_two_acts_that_end_in_either_order_are_both_told_once(call: Call, dora: User) -> None:
    """Two transactions are open at once, one in each chain, and somebody polls between the ends."""
    caller = caller_of(dora, Scope.READ)
    _, after = polled(caller, "")
    for first_ends_first in (True, False):
        acts = [Act("one", call), Act("other", None)]
        told: list[str] = []
        with ThreadPoolExecutor(2) as pool:
            running = []
            for act in acts:
                running.append(pool.submit(alone(act)))
                assert act.logged.wait(30)
            assert polled(caller, after) == ([], after)
            for act, end in (
                zip(acts, running, strict=True)
                if first_ends_first
                else reversed(list(zip(acts, running, strict=True)))
            ):
                act.let_go.set()
                end.result()
                found, after = polled(caller, after)
                assert len(found) == 1
                told += found
        assert len(set(told)) == 2
