"""Three machines, a database and nginx in networks of their own: is it one site, and what does a reader see of faults?

``deploy/try-several`` starts this. It runs ``app.py serve`` on each, asks them as readers and editors do, replaces one
after the other, pulls a cable, and says what was seen; exit code 0 when all holds.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date, timedelta
from functools import partial
from itertools import cycle, pairwise
from pathlib import Path
from typing import Any

from postgres import private_server, programs

from data.reader import SHIPPED, read
from deploy.machines import network
from deploy.machines.asking import HTTPS, PASSWORD, TOKEN, Browser, Load, load
from deploy.machines.front import nginx
from deploy.machines.network import BACK, HUB, Machine
from models import people
from models.entries import entries
from models.store import Store
from models.vocabulary import Role

PATIENCE = 90.0
SAME = (
    "/", "/dossier/3", "/vraag/4.11?lang=en", "/sdg", "/methode", "/embed/progress", "/embed/sdg.json",
    "/api/v1/progress.json", "/api/v1/updates.csv", "/feeds/updates.atom", "/data/memorandummonitor.json",
)  # fmt: skip
GUESSES = 24


class Trial:
    """The machines with what there is before and behind them, and what did not hold."""

    def __init__(self, machines: list[Machine], store: Store) -> None:
        self.machines, self.store = machines, store
        self.wrong: list[str] = []
        self.editor = Browser("192.0.2.10")

    def holds(self, what: str, found: object, seen: object = "") -> None:
        """Say whether it holds, and what was seen."""
        print(f"  {'seen' if found else 'WRONG'}: {what}" + (f" ({seen})" if seen != "" else ""), flush=True)
        if not found:
            self.wrong.append(what)

    def everywhere(self, path: str, browser: Browser | None = None, tag: str = "") -> list[Any]:
        """What every machine answers."""
        return [(browser or Browser()).ask(machine, path, tag=tag) for machine in self.machines]

    def answered(self, machine: Machine) -> int:
        """How many requests a machine answered, as it counts itself."""
        text = Browser().ask(machine, "/metrics").body.decode()
        lines = [line for line in text.splitlines() if line.startswith("monitor_requests_total")]
        return int(sum(float(line.rsplit(" ", 1)[1]) for line in lines))


def until(condition: Callable[[], object], what: str) -> float:
    """Wait until it holds; after how many seconds it did."""
    begun = time.monotonic()
    while not condition():
        if time.monotonic() > begun + PATIENCE:
            raise TimeoutError(f"{what} did not happen within {PATIENCE:.0f} seconds")
        time.sleep(0.1)
    return time.monotonic() - begun


def ready(machine: Machine) -> bool:
    """Whether a machine says that it can answer."""
    return Browser().ask(machine, "/readyz").status == 200


def all_begin(trial: Trial) -> None:
    """Every machine starts on its own, before the same database."""
    for machine in trial.machines:
        machine.start()
    for machine in trial.machines:
        after = until(partial(ready, machine), f"readiness of {machine.name}")
        trial.holds(f"{machine.name} is ready", after < PATIENCE, f"after {after:.1f} s")


def the_same_everywhere(trial: Trial) -> None:
    """Pages, embeds, data and files are the same bytes under the same tag, whichever machine is asked."""
    for path in SAME:
        answers = trial.everywhere(path)
        bodies = {(answer.status, answer.body) for answer in answers}
        tags = {answer.headers.get("ETag") for answer in answers}
        trial.holds(f"{path} is the same on all", len(bodies) == len(tags) == 1 and None not in tags, tags)
        again = trial.everywhere(path, tag=str(answers[0].headers.get("ETag")))
        trial.holds(f"{path} is known again on all", {answer.status for answer in again} == {304})


def an_editor_goes_around(trial: Trial) -> None:
    """Every request of a day's work lands on another machine than the one before."""
    one, two, three = trial.machines
    trial.holds("signed in on the first", trial.editor.sign_in(one, "an@example.org") == 303)
    trial.holds("is known on all", {answer.status for answer in trial.everywhere("/werk", trial.editor)} == {200})
    before = {answer.data["version"] for answer in trial.everywhere("/live")}
    entry, told = trial.editor.log(cycle([two, three, one]), "een-dag-werk-synthetisch", "3/1/2020", "Synthetisch")
    after = {answer.data["version"] for answer in trial.everywhere("/live")}
    inside = {answer.data["version"] for answer in trial.everywhere("/werk/live", trial.editor)}
    trial.holds("an entry is written", entry, told)
    trial.holds("every machine gives notice of it at once", len(before) == len(after) == 1 and before != after, after)
    trial.holds("to staff too", len(inside) == 1, inside)
    shown = [str(entry) in answer.body.decode() for answer in trial.everywhere("/vraag/4.11")]
    trial.holds("every machine shows it at once", all(shown))
    with ThreadPoolExecutor(3) as pool:
        copies = pool.map(
            lambda machine: trial.editor.log(cycle([machine]), "twee-keer-tegelijk-verstuurd", "4/1/2020", "Eens"),
            trial.machines,
        )
        numbers = {number for number, _ in copies}
    trial.holds("a form sent to all at the same moment writes once", len(numbers) == 1 and 0 not in numbers, numbers)
    trial.editor.ask(three, "/afmelden", {})
    gone = {answer.status for answer in trial.everywhere("/werk", trial.editor)}
    trial.holds("signed out on one is signed out on all", gone == {303})
    trial.editor.sign_in(None, "an@example.org")


def guessing_is_limited(trial: Trial) -> None:
    """Tries to sign in count together, also when they come at once."""

    def guess(number: int) -> int:
        browser = Browser(f"198.51.100.{number}")
        return browser.sign_in(trial.machines[number % 3], "bo@example.org", "een gok")

    with ThreadPoolExecutor(GUESSES) as pool:
        answers = Counter(pool.map(guess, range(GUESSES)))
    trial.holds("of many guesses at once at all machines five are looked at", answers == {403: 5, 429: 19}, answers)
    right = {Browser(f"203.0.113.{place}").sign_in(each, "bo@example.org") for place, each in enumerate(trial.machines)}
    trial.holds("after that not even the right password, on none", right == {429}, right)


def clocks_differ(trial: Trial) -> None:
    """Moments grow with the numbers of the log, though the machines do not agree what time it is."""
    told = ", ".join(f"{machine.name} {machine.ahead:+d} s" for machine in trial.machines)
    turns = cycle(trial.machines)
    for place in range(12):
        day = date(2020, 2, 1) + timedelta(days=place)
        trial.editor.log(cycle([next(turns)]), f"klok-{place:02d}-synthetisch", f"{day:%d/%m/%Y}", f"Klok {place}")
    with trial.store.database.reading() as connection:
        moments = [entry.recorded_at for entry in entries(connection)][-12:]
    steps = [(after - before).total_seconds() for before, after in pairwise(moments)]
    trial.holds(f"moments grow with {told}", all(step > 0 for step in steps), f"{min(steps):.6f} s and more apart")
    newest = {answer.data["meta"]["version"] for answer in trial.everywhere("/api/v1/progress.json")}
    trial.holds("every machine shows the newest, also one whose clock is behind", len(newest) == 1, newest)


def one_after_the_other_is_replaced(trial: Trial) -> None:
    """Each machine stops and starts again while readers and an editor go on."""
    with load(trial.editor, "vervangen") as found:
        for machine in trial.machines:
            code = machine.stop()
            trial.holds(f"{machine.name} stops well", code == 0, code)
            time.sleep(2)
            machine.start()
            until(partial(ready, machine), f"readiness of {machine.name}")
    trial.holds("no request of a reader failed", not found.failed, found)
    all_is_there(trial, found)


def a_cable_is_pulled(trial: Trial) -> None:
    """A machine that cannot reach the database says so, is left out, and comes back by itself."""
    lost = trial.machines[1]
    with load(trial.editor, "kabel") as found:
        time.sleep(3)
        lost.pull()
        after = until(lambda: Browser().ask(lost, "/readyz").status == 503, "unreadiness")
        trial.holds(f"/readyz of {lost.name} says 503 without the database", after < PATIENCE, f"after {after:.1f} s")
        alive = Browser().ask(lost, "/healthz").status
        others = {ready(machine) for machine in trial.machines if machine is not lost}
        trial.holds("it is alive, and the others are ready", alive == 200 and others == {True})
        time.sleep(15)
        lost.plug()
        back = until(lambda: ready(lost), "readiness")
        trial.holds("with the cable it is ready again by itself", back < PATIENCE, f"after {back:.1f} s")
        before = trial.answered(lost)
        again = until(lambda: trial.answered(lost) > before + 10, "requests")
        trial.holds("and is asked again by the front", again < PATIENCE, f"after {again:.1f} s")
    trial.holds("no request of a reader failed", not found.failed, found)
    all_is_there(trial, found)


def all_is_there(trial: Trial, found: Load) -> None:
    """What was acknowledged is in the log, once."""
    for failure in found.failed[:5]:
        print(f"    {failure}")
    with trial.store.database.reading() as connection:
        notes = Counter(entry.note_nl for entry in entries(connection) if entry.note_nl.endswith("-synthetisch"))
        numbers = {entry.id for entry in entries(connection)}
    trial.holds("every entry that was acknowledged is there, once", set(found.written) <= numbers, found.sent)
    trial.holds("no form was written twice", max(notes.values(), default=0) <= 1)
    trial.holds("the record is sound", trial.store.verify().sound)


PARTS = (
    all_begin, the_same_everywhere, an_editor_goes_around, guessing_is_limited, clocks_differ,
    one_after_the_other_is_replaced, a_cable_is_pulled,
)  # fmt: skip


def run(folder: Path, rest: ExitStack) -> int:
    """Set everything up, and try."""
    binaries = programs()
    if not binaries:
        sys.exit("NOT RUN: the programs of PostgreSQL are not here (apt-get install postgresql).")
    network.prepare()
    rest.enter_context(private_server(binaries, f"{BACK}.{HUB}"))
    address = f"postgresql://postgres@{BACK}.{HUB}/postgres"
    store = Store.open(address.replace("postgresql:", "postgresql+psycopg:"))
    rest.callback(store.close)
    store.load(read(SHIPPED))
    with store.database.appending() as connection:
        for name in ("an", "bo"):
            people.add(connection, f"{name}@example.org", Role.EDITOR, name, PASSWORD, store.clock())
    settings = {
        "MONITOR_DATABASE_URL": address, "MONITOR_SECRET_KEY": "proef" * 8, "MONITOR_METRICS_TOKEN": TOKEN,
        "MONITOR_BASE_URL": f"https://localhost:{HTTPS}", "MONITOR_TRUSTED_PROXIES": "1", "MONITOR_WORKERS": "2",
    }  # fmt: skip
    clocks = {"een": 0, "twee": 90, "drie": -90}
    machines = [
        Machine(number, name, folder, settings, ahead=ahead) for number, (name, ahead) in enumerate(clocks.items())
    ]
    for machine in machines:
        rest.callback(machine.stop)
    rest.enter_context(nginx(folder, machines))
    trial = Trial(machines, store)
    for part in PARTS:
        print((part.__doc__ or "").splitlines()[0], flush=True)
        try:
            part(trial)
        except TimeoutError as late:
            trial.holds(str(late), False)
            break
    if trial.wrong:
        print(*(f"--- {machine.name}\n{machine.said()}" for machine in machines), sep="\n")
    print(f"{len(trial.wrong)} wrong.")
    return len(trial.wrong)


def main() -> int:
    """Try it in a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="monitor-machines-") as folder, ExitStack() as rest:
        return 1 if run(Path(folder), rest) else 0


if __name__ == "__main__":
    sys.exit(main())
