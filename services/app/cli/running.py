"""Verbs that run the house or a part of it: demo, run, serve, work, tick, check, migrate."""

import signal
import threading
from collections.abc import Callable
from typing import Annotated

import typer

from services.app.cli.answers import Json, answer_json, language, open_house, say, to_stderr
from services.app.demo import VOLUME
from services.app.wiring import House

Port = Annotated[int | None, typer.Option("--port", help="Port to serve on (PHENDAU_PORT, 8000).")]
WORKERS = ("intake", "linkage", "tracing", "work", "risk", "alerts", "relay")
ROOMS = ("portal", "ingest")


def add_to(app: typer.Typer) -> None:
    """Add these verbs to the command."""
    app.command("demo", help="A fresh house replays the wave of January–March 2021 with invented people.")(
        demo
    )
    app.command("run", help="The whole house in one process, embedded database and log.")(run)
    app.command("serve", help="Web only: `portal` (pages and doors) or `ingest` (doors).")(serve_room)
    app.command("work", help=f"One worker: {', '.join(WORKERS)}.")(work)
    app.command("tick", help="The schedule: folders, regrading, sending. One leader at a time.")(tick)
    app.command("migrate", help="Bring the database to its newest shape.")(migrate_house)
    app.command("check", help="Are database, broker, clock, law, maps and channels in order?")(check)


def demo(
    port: Port = None,
    speed: Annotated[
        float, typer.Option("--speed", help="Seconds replayed in one real second; 0: as fast as it goes.")
    ] = 43_200.0,
    until: Annotated[
        str | None, typer.Option("--until", help="Last day of the replay (default 2021-03-31).")
    ] = None,
    volume: Annotated[
        float, typer.Option("--volume", help="Share of the real number of travellers.", min=0.0, max=5.0)
    ] = VOLUME,
    once: Annotated[bool, typer.Option("--once", help="Replay to the end, print a summary, exit.")] = False,
    as_json: Json = False,
) -> None:
    """Replay the wave. Without --once the pages are served while it plays."""
    from services.app.demo_house import play_once, play_serving

    _log_to_stderr("WARNING")
    if once:
        summary = play_once(until, volume)
        if as_json:
            answer_json(summary)
        else:
            for name, value in summary.items():
                say(f"{name}: {value}")
    else:
        play_serving(until, speed, port, volume)


def run(port: Port = None) -> None:
    """Serve, consume, relay and tick in one process."""
    from services.app.running import loops_of, serve

    with open_house(port=port) as house:
        _log_to_stderr(house.settings.log_level)
        serve(house, loops_of(house))


def serve_room(room: Annotated[str, typer.Argument(help="portal or ingest.")], port: Port = None) -> None:
    """Serve pages and doors; workers run elsewhere."""
    from services.app.running import serve

    _one_of(room, ROOMS, "ROOM")
    with open_house(port=port) as house:
        _log_to_stderr(house.settings.log_level)
        serve(house, pages=room == "portal")


def work(room: Annotated[str, typer.Argument(help="intake, linkage, risk, alerts or relay.")]) -> None:
    """Consume until told to stop."""
    from services.app.workers import consume, relay_all

    _one_of(room, WORKERS, "ROOM")
    if room == "relay":
        _until_told(relay_all)
    else:
        _until_told(lambda house, stop: consume(house, room, stop))


def tick() -> None:
    """Run the schedule while this process is the leader."""
    from services.app.schedule import run_schedule

    _until_told(run_schedule)


def migrate_house(as_json: Json = False) -> None:
    """Bring the database to its newest shape; safe to repeat, safe side by side."""
    from services.app.migrating import newest

    with open_house():
        shape = newest()
    if as_json:
        answer_json({"migrated_to": shape})
    else:
        to_stderr(f"ok {shape}")


def check(as_json: Json = False) -> None:
    """One line for each part; exit code 17 when a needed one is not in order."""
    from services.app.checking import checks

    with open_house() as house:
        found = checks(house)
    if as_json:
        answer_json([vars(one) for one in found])
    else:
        for one in found:
            say(f"{'ok ' if one.ok else 'LỖI'} {one.name:<9} {one.vi if language() == 'vi' else one.en}")
    if not all(one.ok for one in found if one.needed):
        raise typer.Exit(code=17)


def _until_told(loop: Callable[[House, threading.Event], None]) -> None:
    """Run a loop until SIGTERM or Ctrl-C; the batch in hand is finished first."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with open_house() as house:
        _log_to_stderr(house.settings.log_level)
        loop(house, stop)


def _one_of(given: str, known: tuple[str, ...], name: str) -> None:
    if given not in known:
        raise typer.BadParameter(f"one of: {', '.join(known)}", param_hint=name)


def _log_to_stderr(level: str) -> None:
    from services.app.logs import log_lines

    log_lines(level)
