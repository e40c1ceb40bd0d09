"""A draft law tried on its page: for the command alone, nothing kept; a broken one told by file and line."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from services.app.draft_laws import drafts_of
from services.app.tables import Base
from services.app.wiring import House
from services.domain.agencies import Agency
from services.domain.viewers import Viewer
from tests.app.portal.conftest import TOKENS

COMMAND, POLICE = "command-token-0001", "police-token-00001"
OURS = Path(__file__).parents[3] / "services/policy/law/quang-ninh"
ORDERS = (OURS / "order_levels.yaml").read_text(encoding="utf-8")
LOCKS = "phong_toa: {level: 4"


def sent(client: Any, files: dict[str, str] | None = None, **words: str) -> Any:
    found = re.search(r'name="form_word" value="([^"]+)"', client.get("/rehearse").text)
    told = {"form_word": found[1] if found else "", "day": "2021-02-08"} | words
    parts = [("file", (name, text.encode())) for name, text in (files or {}).items()]
    return client.post("/rehearse", data=told, files=parts or [("file", ("", b""))])


def test_a_changed_file_shows_which_levels_change_and_leaves_nothing_behind(
    working: House, browse: Any
) -> None:
    def kept() -> list[int]:
        with working.database.reading() as tx:
            return [
                tx.execute(select(func.count()).select_from(t)).scalar_one()
                for t in Base.metadata.sorted_tables
            ]

    before, client = kept(), browse(working, COMMAND)
    assert LOCKS in ORDERS
    page = sent(client, {"order_levels.yaml": ORDERS.replace(LOCKS, "phong_toa: {level: 2")}).text

    assert "Những gì sẽ thay đổi" in page and "order_levels.yaml" in page
    assert 'href="/areas/07030"' in page and "giữ mức 2" in page
    assert "<script>alert" not in page
    assert "Không có tờ khai nào của ngày này" in page
    assert kept() == before


def test_a_broken_draft_is_told_by_file_line_and_mend_and_the_form_stays(working: House, browse: Any) -> None:
    client = browse(working, COMMAND)

    wrong = sent(
        client, {"order_levels.yaml": ORDERS.replace(LOCKS, "phong_toa: {level: 9")}, day="2021-02-07"
    )
    assert wrong.status_code == 422
    assert re.search(r"order_levels\.yaml, dòng \d+: ", wrong.text)
    assert 'value="2021-02-07"' in wrong.text
    for files, words in (
        ({"../../evil.yaml": "a: 1"}, "không phải tệp luật"),
        ({"teams.yaml": "a: 1"}, "không phải tệp luật"),
        ({"retention.yaml": "a: [1"}, "retention.yaml, dòng"),
        ({"retention.yaml": "[" * 5000}, "lồng nhau quá sâu"),
        (
            {
                "retention.yaml": "a: &a [1, 1]\n"
                + "".join(
                    f"{y}: &{y} [{', '.join([f'*{x}'] * 9)}]\n"
                    for x, y in zip("abcdefgh", "bcdefghi", strict=True)
                )
            },
            "quá lớn",
        ),
    ):
        answer = sent(client, files)
        assert answer.status_code == 422 and words in answer.text, files
    assert sent(client, draft="nowhere").status_code == 422
    assert sent(client, day="hôm qua").status_code == 422


def test_a_draft_that_lies_in_the_folder_of_drafts_is_chosen_by_name(working: House, browse: Any) -> None:
    folder = working.settings.home / "drafts"
    shutil.copytree(OURS, folder / "khong-doi")
    (folder / "khong-phai-luat").mkdir()
    client = browse(working, COMMAND)

    assert list(drafts_of(working)) == ["khong-doi"]
    assert '<option value="khong-doi"' in client.get("/rehearse").text
    found = sent(client, draft="khong-doi")
    assert found.status_code == 200 and "Không địa bàn nào đổi mức" in found.text
    assert (
        "Quyết định"
        in sent(
            client, {"order_levels.yaml": ORDERS.replace(LOCKS, "phong_toa: {level: 2")}, draft="khong-doi"
        ).text
    )


def test_only_the_command_centre_opens_it_and_only_our_own_form_is_taken(working: House, browse: Any) -> None:
    police, command = browse(working, POLICE), browse(working, COMMAND)

    assert police.get("/rehearse").status_code == 403
    assert sent(police).status_code == 403
    assert 'href="/rehearse"' not in police.get("/").text
    assert 'href="/rehearse"' in command.get("/").text
    assert (
        command.post("/rehearse", data={"form_word": "made up"}, files=[("file", ("", b""))]).status_code
        == 403
    )


def test_an_office_of_one_area_rehearses_nothing(
    working: House, browse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound = Viewer(agency=Agency.COMMAND, areas=frozenset({"205"}))
    monkeypatch.setitem(TOKENS, COMMAND, bound)

    assert browse(working, COMMAND).get("/rehearse").status_code == 403


@pytest.mark.parametrize("as_of", ["2021-01-29T08:00"])
def test_a_past_hour_is_rehearsed_with_what_was_known_then(working: House, browse: Any, as_of: str) -> None:
    client = browse(working, COMMAND)
    found = re.search(r'name="form_word" value="([^"]+)"', client.get("/rehearse").text)
    words = {"form_word": found[1] if found else "", "day": ""}
    locked = ("order_levels.yaml", ORDERS.replace(LOCKS, "phong_toa: {level: 3").encode())
    page = client.post(f"/rehearse?as_of={as_of}", data=words, files=[("file", locked)]).text

    assert "Không địa bàn nào đổi mức" in page
