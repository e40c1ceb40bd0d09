"""A view becomes a page."""

import json
import re
from dataclasses import replace
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.assets import vendor_files
from maps.choropleth import draw, render
from maps.paint import Paint
from maps.scene import scene_of, script_text
from maps.symbols import SYMBOLS, drawn, known_kind
from maps.view import MapView, Place
from maps.words import ENGLISH

NASTY = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% for x in y %}{# hm",
    "'\"`${alert(1)}\\",
    "<!-- <script>",
    "\u2028\u2029&amp;",
]


def scene_in(page: str) -> dict:
    """The data of a page, as its script reads it."""
    text = re.search(r"const phdScene = (\{.*?\});\n?\s*const map_phendau", page, re.DOTALL)
    assert text, "the page has no data"
    return json.loads(text.group(1))


def test_the_page_of_177_communes_and_71_days_is_small_and_quick(view):
    started = perf_counter()
    page = render(draw(view))

    assert perf_counter() - started < 2
    assert len(page.encode()) < 600_000


def test_the_inline_page_links_to_nothing(view):
    page = render(draw(view), mode="inline")

    assert not re.findall(r"<(?:script|link|img)[^>]+(?:src|href)=", page)


def test_the_static_page_links_only_to_files_we_serve(view):
    page = render(draw(view), mode="static")

    linked = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert sorted(linked) == sorted(f"/static/vendor/{name}" for name in vendor_files())


def test_the_same_view_gives_the_same_page_and_may_be_rendered_again_in_the_other_mode(view):
    drawn_map = draw(view)

    first = render(drawn_map, "inline")

    assert render(drawn_map, "static") == render(draw(view), "static")
    assert render(drawn_map, "inline") == first


def test_histories_are_one_character_a_day(view):
    levels = scene_in(render(draw(view)))["levels"]

    assert levels["07069"] == "1" * 27 + "4" * 44
    assert levels["06649"] == "-" * 71


def test_the_paint_of_now_wins_over_the_last_day_of_the_history(shapes):
    view = MapView(
        shapes, ("2021-01-01", "2021-01-02"), {"06649": (1, 1)},
        {code: Paint(code, 3, code, ()) for code in ("06649", "06652")},
    )  # fmt: skip

    levels = scene_of(view)["levels"]

    assert levels == {"06649": "13", "06652": "-3"}


def test_geometry_survives_the_short_form(shapes, view):
    area = next(area for area in scene_of(view)["areas"] if area["code"] == "205")
    steps = area["rings"][0][0]
    points, x, y = [], 0, 0
    for i in range(0, len(steps), 2):
        x, y = x + steps[i], y + steps[i + 1]
        points.append([x / 10_000, y / 10_000])

    original = next(o for o in shapes.layer("district") if o.code == "205").geometry["coordinates"]
    first = original[0] if isinstance(original[0][0][0], float) else original[0][0]
    assert points == [list(point) for point in first[:-1]]


@pytest.mark.parametrize("text", NASTY)
def test_names_and_reasons_from_data_are_shown_and_never_run(view, text):
    nasty = replace(
        view,
        title=text,
        as_of=text,
        notice=text,
        paints={"06649": Paint("06649", 3, text, (text,), text)},
        places=(Place("checkpoint", text, 21.0, 107.0, (text,)),),
    )

    page = render(draw(nasty))

    scene = scene_in(page)
    assert scene["paints"]["06649"]["title"] == text
    assert scene["places"][0]["lines"] == [text]
    assert "alert(1)</script>" not in page and "<img" not in page
    assert page.count("<script>") == page.count("</script>") == 3


def test_text_that_looks_like_a_template_stays_text(view):
    page = render(draw(replace(view, title="{{ 7 * 7 }}")), "static")

    assert "<h1>{{ 7 * 7 }}</h1>" in page


@settings(deadline=None)  # a busy machine is no finding
@given(
    st.recursive(st.text() | st.integers(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
)
def test_no_data_whatever_can_leave_its_script(value):
    text = script_text(value)

    assert json.loads(text) == value
    assert not set("<>&\u2028\u2029") & set(text)


def test_script_text_reads_back_as_what_it_was():
    assert json.loads(script_text(NASTY)) == NASTY
    assert not set("<>&\u2028\u2029") & set(script_text(NASTY))


def test_schematic_borders_are_named_as_such_on_the_page(view):
    assert "Ranh giới sơ đồ – không phải ranh giới pháp lý" in render(draw(view))


def test_surveyed_borders_carry_no_such_notice(view):
    surveyed = replace(view, shapes=replace(view.shapes, schematic=False))

    assert "phd-notice" not in render(draw(surveyed), "static")


def test_the_legend_shows_digit_and_name_of_every_level(view):
    page = render(draw(view), "static")

    for sign, name in (("1", "Bình thường mới"), ("4", "Nguy cơ rất cao"), ("–", "Chưa đủ dữ liệu")):
        assert re.search(rf">{sign}</b>\s*<span>{name}</span>", page)


def test_the_page_speaks_english_when_told(view):
    page = render(draw(replace(view, words=ENGLISH)), "static")

    assert '<html lang="en">' in page and "Very high risk" in page and "Nguy cơ rất cao" not in page


def test_kinds_nobody_knows_get_the_general_symbol():
    assert known_kind("lighthouse") == "other"
    assert known_kind("seaport_passenger") == "seaport"
    assert known_kind("border_gate_main") == "border_gate"


def test_symbols_differ_in_shape_and_letter_not_only_in_colour():
    looks = {(symbol.path, symbol.letter) for symbol in SYMBOLS.values()}

    assert len(looks) == len(SYMBOLS)
    assert all(drawn(kind).startswith("<svg") for kind in SYMBOLS)


def test_only_kinds_that_are_present_get_a_toggle(view):
    page = render(draw(view), "static")

    assert re.findall(r'name="phd-kind" value="(\w+)"', page) == ["border_gate", "hospital", "other"]


def test_a_history_that_does_not_fit_the_slider_is_refused(shapes):
    with pytest.raises(ValueError, match="06649"):
        MapView(shapes, ("2021-01-01", "2021-01-02"), {"06649": (1,)})


def test_a_map_without_a_day_is_refused(shapes):
    with pytest.raises(ValueError, match="at least one day"):
        MapView(shapes, (), {})
