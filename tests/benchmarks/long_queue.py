"""What the visit page weighs in scripts, and how fast a long queue leaves the phone."""

import time

from tests.benchmarks.say import say
from tests.benchmarks.world import World
from tests.browser.faulty.technician import OUTBOX, WAITING

GOAL_KB = 28
QUEUE = 1_000
PATIENCE = 300  # seconds
WRITE = f"""async ([visit, count]) => {{
  const outbox = await ({OUTBOX})()
  const note = (nth) => ({{ visit, verb: "note", data: {{ words: `Note ${{nth}}` }} }})
  await outbox.keep(Array.from({{ length: count }}, (_, nth) => note(nth)))
}}"""


def weigh(world: World) -> None:
    """The scripts of the visit page over the wire, from nothing."""
    weighed: dict[str, int] = {}
    names: dict[str, str] = {}
    with world.tab() as page:
        session = page.context.new_cdp_session(page)
        session.on("Network.requestWillBeSent", lambda told: names.update({told["requestId"]: told["request"]["url"]}))
        session.on(
            "Network.loadingFinished",
            lambda told: weighed.update({names.get(told["requestId"], ""): int(told["encodedDataLength"])}),
        )
        session.send("Network.enable")
        page.goto(f"/my/visits/{world.visit()}", wait_until="networkidle")
    scripts = {url: size for url, size in weighed.items() if url.endswith(".js")}
    whole = sum(scripts.values()) / 1024
    say(f"\nScripts of the visit page over the wire: {whole:.1f} KB in {len(scripts)} files (goal ≤ {GOAL_KB} KB).")


def drain(world: World) -> None:
    """A thousand commands kept in a cellar; how long until the server has them all."""
    visit = world.visit()
    with world.tab() as page:
        page.goto(f"/my/visits/{visit}", wait_until="networkidle")
        world.road.close()
        page.evaluate(WRITE, [visit, QUEUE])
        world.road.open()
        began = time.perf_counter()
        page.evaluate(f"async () => (await ({OUTBOX})()).flush({{ now: true }})")
        while page.evaluate(WAITING)["count"]:
            assert time.perf_counter() - began < PATIENCE, "The queue does not leave the phone"
            page.wait_for_timeout(100)
        took = time.perf_counter() - began
    there = len([row for row in world.branch.ledger.commands([visit]) if row.verb == "note"])
    rate = f"{QUEUE / took:.0f} a second"
    say(f"A queue of {QUEUE:,} commands left the phone in {took:.1f} s, {rate}; {there:,} of them are at the server.")
