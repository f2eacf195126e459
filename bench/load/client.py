"""The clients of a load, as light as they can be: raw HTTP in one process, nothing of the site.

    python -m bench.load.client PLAN.json RESULT.json

The plan's requests leave at their instants, whatever became of those before. Who is told to come
again does so when told, three tries in all. Seconds count from the instant at which a request was
due, so that waiting for one's turn is never hidden.
"""

import asyncio
import json
import re
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

TRIES, HANG_SECONDS = 3, 60
AGAIN = (429, 503)
TOKEN = "t" * 32
HOST = "127.0.0.1"
VERSION = re.compile(rb'id="id_version-concept" value="([\w.]+)"')


class Answer:
    """Status (0: lost), head and body of one answer."""

    def __init__(self, raw: bytes) -> None:
        self.head, _blank, self.body = raw.partition(b"\r\n\r\n")
        self.status = int(raw[9:12]) if raw.startswith(b"HTTP/1.") else 0

    def header(self, name: str) -> str:
        found = re.search(rf"(?im)^{name}: *([^\r]*)", self.head.decode("latin-1"))
        return found.group(1) if found else ""


async def ask(
    port: int, method: str, path: str, cookies: str, body: bytes, more: str = ""
) -> Answer:
    """One request on a line of its own."""
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n"
        f"Cookie: {cookies}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    )
    try:
        async with asyncio.timeout(HANG_SECONDS):
            reader, writer = await asyncio.open_connection(HOST, port)
            writer.write(head.encode() + body)
            raw = await reader.read()
            writer.close()
    except (OSError, TimeoutError):
        raw = b""
    return Answer(raw)


FORM = "Content-Type: application/x-www-form-urlencoded\r\nHX-Request: true\r\n"
PLAIN_FORM = "Content-Type: application/x-www-form-urlencoded\r\n"


class Load:
    """The people of a plan; each writer's page sends one save after the other."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.port: int = plan["port"]
        self.text: str = plan["text"]
        self.writers: list[dict[str, Any]] = plan["writers"]
        self.senders: list[dict[str, Any]] = plan["senders"]
        self.turns = [asyncio.Lock() for _ in self.writers]
        self.count = self.alone_count = 0
        self.journal: list[dict[str, Any]] = []

    async def save(self, number: int) -> tuple[Answer, bool, dict[str, str]]:
        """Save a changed text as the page does, over the version it knows."""
        writer = self.writers[number]
        text = writer.setdefault("typed", "")
        body = (
            f"csrfmiddlewaretoken={TOKEN}&version-concept={writer['version']}"
            f"&concept={quote_plus(text)}"
        ).encode()
        path = f"/portal/bewerbungen/{writer['id']}/speichern/"
        answer = await ask(self.port, "POST", path, writer["cookies"], body, FORM)
        found = VERSION.search(answer.body)
        is_done = answer.status == 200 and answer.header("Answers-Saved") == "concept"
        if is_done and found:
            writer["version"] = found.group(1).decode()
        return answer, is_done, {"id": writer["id"], "text": text}

    async def submit(self, number: int) -> tuple[Answer, bool, dict[str, str]]:
        """Submit the draft that was read, as the page does."""
        sender = self.senders[number]
        body = f"csrfmiddlewaretoken={TOKEN}&digest={sender['digest']}".encode()
        path = f"/portal/bewerbungen/{sender['id']}/einreichen/"
        answer = await ask(self.port, "POST", path, sender["cookies"], body, PLAIN_FORM)
        is_done = answer.status == 302 and sender["id"] in answer.header("Location")
        return answer, is_done, {"id": sender["id"], "digest": sender["digest"]}

    async def request(self, arrival: dict[str, Any], begun: float) -> list[dict[str, Any]]:
        """One request with all its tries, each an entry of the journal."""
        due = begun + arrival["due"]
        await asyncio.sleep(due - time.monotonic())
        late = time.monotonic() - due
        if arrival["kind"] == "submit":
            return await self.tries(arrival, due, late)
        async with self.turns[arrival["client"]]:
            self.count += 1
            self.writers[arrival["client"]]["typed"] = f"{self.count}. {self.text}"
            return await self.tries(arrival, due, late)

    async def tries(self, arrival: dict[str, Any], due: float, late: float) -> list[dict[str, Any]]:
        act = self.save if arrival["kind"] == "save" else self.submit
        entries = []
        for number in range(1, TRIES + 1):
            answer, is_done, told = await act(arrival["client"])
            seconds = time.monotonic() - due
            entries.append(
                {
                    **told,
                    "kind": arrival["kind"],
                    "try": number,
                    "status": answer.status,
                    "is_done": is_done,
                    "seconds": seconds,
                    "late": late,
                    "again": answer.header("Retry-After"),
                }
            )
            if answer.status not in (0, *AGAIN):
                break
            pause = float(answer.header("Retry-After") or 1)
            await asyncio.sleep(pause)
            due = time.monotonic()
        return entries

    async def alone(self, count: int) -> dict[str, list[float]]:
        """Seconds of a page that does nothing, of saves and of submissions, in turn."""
        found: dict[str, list[float]] = {"hello": [], "save": [], "submit": []}
        for _ in range(count):
            began = time.monotonic()
            await ask(self.port, "GET", "/hello/", self.writers[0]["cookies"], b"")
            found["hello"].append(time.monotonic() - began)
            for kind in ("save", "submit"):
                # The senders from the end: no phase has them.
                client = 0 if kind == "save" else -1 - self.alone_count
                entries = await self.request(
                    {"due": 0, "kind": kind, "client": client}, time.monotonic()
                )
                found[kind].append(entries[-1]["seconds"])
                self.journal.extend(entries)
            self.alone_count += 1
        return found

    async def run(self, plan: dict[str, Any]) -> dict[str, Any]:
        """All phases; the steps end with the first that is too much."""
        await self.alone(plan["alone"])  # the processes have loaded everything
        alone = await self.alone(plan["alone"])
        done = []
        for phase in plan["phases"]:
            begun = time.monotonic() + 0.5
            tasks = [self.request(each, begun) for each in phase.pop("arrivals")]
            entries = [entry for found in await asyncio.gather(*tasks) for entry in found]
            done.append({**phase, "entries": entries, "took": time.monotonic() - begun})
            if phase["is_step"] and is_too_much(entries):
                break
        return {"alone": alone, "phases": done, "before": self.journal}


def is_too_much(entries: list[dict[str, Any]]) -> bool:
    """Whether anything was put off or lost, or one submission in twenty took over a second."""
    if any(each["status"] in (0, *AGAIN) for each in entries):
        return True
    seconds = sorted(each["seconds"] for each in entries if each["kind"] == "submit")
    return bool(seconds) and seconds[int(len(seconds) * 0.95)] > 1


if __name__ == "__main__":
    plan = json.loads(Path(sys.argv[1]).read_text())
    result = asyncio.run(Load(plan).run(plan))
    Path(sys.argv[2]).write_text(json.dumps(result))
