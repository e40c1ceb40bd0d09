"""Where each verb lives. A verb starts without reading the code of the others: half of what it would wait."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from types import ModuleType

import typer

VERBS = {
    "running": ("demo", "run", "serve", "work", "tick", "migrate", "check"),
    "scenario": ("scenario",),
    "taking_in": ("feeds", "ingest", "receipt", "parked"),
    "looking": ("levels", "alerts", "map", "indicators", "sites"),
    "placed": ("places",),
    "posts": ("scan", "qr"),
    "proposing": ("proposals",),
    "assessing": ("assess",),
    "rehearsing": ("rehearse",),
    "analysing": ("link",),
    "lists": ("published",),
    "reconciling": ("reconcile",),
    "work_lists": ("work-list",),
    "spreading": ("outbreak", "clean-days"),
    "reproducing": ("rt", "nowcast"),
    "entering": ("sources",),
}
"""Modules of this package and the verbs of one word they add, in the order of `--help`."""
GROUPS = {
    "people": ("people", "Một người, một lần. / One person, once."),
    "manifest": ("manifests", "Chuyến bay, tàu, xe có ca bệnh. / Vehicles with cases."),
    "chains": ("chains", "Chuỗi tiếp xúc. / Chains of contacts."),
    "exposures": ("exposures", "Ai đã đến điểm có nguy cơ. / Who was at exposure sites."),
    "law": ("law", "Luật như ta đọc. / The law as we read it."),
    "quarantine": ("quarantining", "Cách ly để lọt bao nhiêu. / What quarantine leaves."),
    "geo": ("outlines", "Ranh giới bản đồ. / Outlines of the map."),
}
"""First words of verbs of two: the module that holds the second ones, and what the group is for."""


def app_for(words: Sequence[str]) -> typer.Typer:
    """The command as far as these words need it: one room's verbs, or all of them for help and mistakes."""
    first = words[0] if words else ""
    for module, verbs in VERBS.items():
        if first in verbs:
            return _with(_bare(), module)
    return _with_group(_bare(), first) if first in GROUPS else whole()


@cache
def whole() -> typer.Typer:
    """The command with all its verbs."""
    app = _bare()
    for module in VERBS:
        _with(app, module)
    for name in GROUPS:
        _with_group(app, name)
    return app


def _bare() -> typer.Typer:
    app = typer.Typer(
        name="phendau",
        help="Phên Dậu: theo dõi nguy cơ dịch xâm nhập. / Entry-risk monitoring.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(lambda: None)  # a command of one verb would else be that verb, without its name
    return app


def _with(app: typer.Typer, module: str) -> typer.Typer:
    _module(module).add_to(app)
    return app


def _with_group(app: typer.Typer, name: str) -> typer.Typer:
    module, about = GROUPS[name]
    app.add_typer(_module(module).app, name=name, help=about)
    return app


def _module(name: str) -> ModuleType:
    return import_module(f"services.app.cli.{name}")
