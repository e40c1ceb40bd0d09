"""Verbs of control posts: `phendau qr issue`, `phendau qr key`, `phendau scan`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from services.app.angles import Row
from services.app.cli.answers import Json, answer_json, language, open_house, say
from services.app.cli.moments import day_given, local_moment
from services.app.settings import read_settings
from services.domain.viewers import COMMAND
from services.plumbing.clock import system_clock
from services.posts.answers import Seen

qr = typer.Typer(no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Add these verbs to the command."""
    app.add_typer(qr, name="qr", help="Mã QR của tờ khai. / QR codes of declarations.")
    app.command("scan", help="Answer a scan: pass, sample, quarantine or turn_back, and why.")(scan)


@qr.callback()
def codes() -> None:
    """QR codes of declarations."""


@qr.command("issue")
def issue(
    declaration_id: Annotated[str, typer.Argument(help="Code of the declaration, as its sender wrote it.")],
    out: Annotated[Path | None, typer.Option("--out", help="Picture to write: .svg or .png.")] = None,
    as_json: Json = False,
) -> None:
    """The signed code of a declaration's newest revision; without --out its digits alone."""
    from services.app.declaration_codes import code_for

    with open_house() as house, house.database.transaction() as tx:
        issued = code_for(house, tx, COMMAND, declaration_id)
    if out:
        _draw(issued.code, out)
    if as_json:
        answer_json(vars(issued) | {"file": str(out) if out else None})
    else:
        say(str(out) if out else issued.code)


@qr.command("key")
def key(
    out: Annotated[Path | None, typer.Option("--out", help="PEM file to write.")] = None,
    for_posts: Annotated[
        bool, typer.Option("--for-posts", help="With the secret to compare papers; for posts only.")
    ] = False,
    as_json: Json = False,
) -> None:
    """The public keys with which anybody can check a code without a network."""
    from services.posts.keys import as_pem

    with open_house() as house:
        keys = house.code_keys.posts
        pem = as_pem(keys, with_paper=for_posts)
    if out:
        out.write_text(pem, encoding="ascii")
    if as_json:
        answer_json(
            {"pem": pem, "keys": [one.hex() for one in keys.public], "file": str(out) if out else None}
        )
    else:
        say(str(out) if out else pem)


def scan(
    code: Annotated[str, typer.Argument(help="What the scanner read: digits; - reads standard input.")],
    post: Annotated[str | None, typer.Option("--post", help="Which post scans.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Ask no house; needs --key.")] = False,
    key_file: Annotated[Path | None, typer.Option("--key", help="PEM file of `phendau qr key`.")] = None,
    paper: Annotated[
        str | None, typer.Option("--paper", help="Last 4 characters of the paper shown.")
    ] = None,
    certificate: Annotated[
        str | None, typer.Option("--certificate", help="Day of the sample of a negative certificate.")
    ] = None,
    worker: Annotated[bool | None, typer.Option(help="Returns to work here.")] = None,
    symptoms: Annotated[bool | None, typer.Option(help="Fever, cough, short breath, sore throat.")] = None,
    goods: Annotated[bool | None, typer.Option(help="Comes on a goods vehicle.")] = None,
    people: Annotated[int | None, typer.Option("--people", help="People in that vehicle.", min=0)] = None,
    accepts: Annotated[bool | None, typer.Option(help="Accepts central quarantine at own cost.")] = None,
    at: Annotated[
        str | None, typer.Option("--at", help="Moment of an offline scan (default: this machine's clock).")
    ] = None,
    as_json: Json = False,
) -> None:
    """One line: digit, word, what to do, why. With --json everything."""
    seen = Seen(
        paper=paper,
        certificate_on=day_given("--certificate", certificate),
        worker=worker,
        symptoms=symptoms,
        goods_vehicle=goods,
        people_in_vehicle=people,
        accepts_quarantine=accepts,
    )
    typed = sys.stdin.read() if code == "-" else code
    row = _offline(typed, post, _key(key_file), seen, at) if offline else _online(typed, post, seen)
    if as_json:
        answer_json(row)
        return
    say(_line(row))


def _line(row: Row) -> str:
    why = "; ".join(row["reasons"])
    return f"{row['digit']} {row['word']} [{row['row']}] {row['todo']} ({why}; {row['cite']})"


def _online(code: str, post: str | None, seen: Seen) -> Row:
    from services.app.answer_rows import answer_row
    from services.app.scanning import Asking
    from services.app.scanning import scan as answered

    with open_house() as house:
        now = house.clock()
        with house.database.transaction() as tx:
            found = answered(house, tx, Asking(COMMAND, post, now), code, seen)
        return answer_row(found, house.jurisdiction, language(), post=post, at=now, online=True)


def _offline(code: str, post: str | None, key_file: Path, seen: Seen, at: str | None) -> Row:
    """No database is opened: the law folder, the key file and the clock of this machine."""
    from services.app.answer_rows import answer_row
    from services.policy.reader import load_jurisdiction
    from services.posts.answering import Post, answer
    from services.posts.keys import read_pem

    jurisdiction = load_jurisdiction(read_settings().jurisdiction)
    keys = read_pem(key_file.read_text(encoding="utf-8", errors="replace"))
    now = local_moment(at, jurisdiction.zone, field="--at") if at else system_clock()
    found = answer(Post(jurisdiction, keys, now), code, seen)
    return answer_row(found, jurisdiction, language(), post=post, at=now, online=False)


def _key(file: Path | None) -> Path:
    if file is None:
        raise typer.BadParameter("needs --key PUBKEY.pem", param_hint="--offline")
    return file


def _draw(code: str, out: Path) -> None:
    from services.posts.drawing import drawn

    if out.suffix not in (".svg", ".png"):
        raise typer.BadParameter("write a file that ends with .svg or .png", param_hint="--out")
    out.write_bytes(drawn(code, "svg" if out.suffix == ".svg" else "png"))
