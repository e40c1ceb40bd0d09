"""`phendau qr` and `phendau scan` as scripts rely on them."""

import json
from pathlib import Path

from tests.journeys.command import phendau

ROW = {
    "declaration_id": "TK-1", "declared_at": "2021-02-23T08:00:00+07:00", "full_name": "TRẦN VĂN MẪU",
    "id_number": "034090001234", "birth_year": "1990", "phone": "0912345678", "from_area": "34",
    "to_area": "193", "any_symptom": "không",
}  # fmt: skip
KEYS = {
    "answer", "digit", "word", "todo", "reasons", "questions", "row", "ruleset", "cite", "problem",
    "paper_fits", "declared_at", "valid_until", "from", "to", "post", "at", "online",
}  # fmt: skip


def test_a_declaration_becomes_a_code_a_picture_and_an_answer(tmp_path: Path):
    home, sheet, pem, picture = (tmp_path / name for name in ("home", "tk.json", "keys.pem", "tk.svg"))
    sheet.write_text(json.dumps(ROW), encoding="utf-8")
    phendau(home, "ingest", "declarations", str(sheet), "--learned-at", "2021-02-23T08:01:00+07:00")

    issued = json.loads(phendau(home, "qr", "issue", "TK-1", "--out", str(picture), "--json").stdout)
    posts = phendau(home, "qr", "key", "--for-posts", "--out", str(pem))
    scan = ("scan", issued["code"], "--offline", "--key", str(pem), "--at", "2021-02-23T09:00", "--json")
    offline, other = (
        json.loads(phendau(tmp_path, *scan, *more).stdout) for more in ((), ("--paper", "9999"))
    )
    online = json.loads(phendau(home, "scan", issued["code"], "--post", "C01", "--json").stdout)

    assert posts.stdout.strip() == str(pem)
    assert picture.read_text().startswith("<svg")
    assert set(offline) == set(online) == KEYS
    assert (offline["answer"], offline["row"], offline["online"]) == ("quarantine", "A9b", False)
    assert (other["problem"], other["answer"]) == ("paper_differs", "turn_back")
    assert (online["problem"], online["online"]) == ("code_expired", True)  # that house's clock is today's


def test_an_unknown_declaration_and_an_unreadable_key_have_their_sentence(tmp_path: Path):
    (tmp_path / "no.pem").write_text("no key")

    unknown = phendau(tmp_path / "home", "qr", "issue", "TK-1", "--json")
    no_key = phendau(tmp_path, "scan", "1", "--offline", "--key", str(tmp_path / "no.pem"))
    no_file = phendau(tmp_path, "scan", "1", "--offline", "--key", str(tmp_path / "none.pem"))
    kind = phendau(tmp_path / "home", "qr", "issue", "TK-1", "--out", "tk.pdf")
    day = phendau(tmp_path / "home", "scan", "1", "--certificate", "hôm qua")

    assert (unknown.returncode, json.loads(unknown.stdout)["error"]["code"]) == (11, "unknown_declaration")
    assert (no_key.returncode, no_key.stdout) == (10, "")
    assert no_file.returncode == 10
    assert kind.returncode == 11
    assert (day.returncode, day.stderr.count("--certificate")) == (10, 1)
