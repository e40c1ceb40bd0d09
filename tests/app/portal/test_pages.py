"""Every page answers, for an empty house and a filled one; nothing on it comes from elsewhere."""

import re
from html.parser import HTMLParser

import pytest

PAGES = [
    "/", "/map", "/maps/command", "/areas", "/areas/07030", "/areas/22", "/areas/290", "/alerts", "/data",
    "/lists", "/places", "/law", "/rehearse", "/work", "/sign-in", "/checkpoint", "/declare", "/chains",
    "/ask", "/ask?from=30", "/doors", "/worth", "/worth?area=205", "/areas/22/records?source=i3",
    "/areas/07030/records?number=cases_14d",
]  # fmt: skip


class Outline(HTMLParser):
    """What a page loads, links to and labels."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.labels: set[str | None] = set()
        self.fields: list[dict[str, str | None]] = []
        self.headings: list[int] = []
        self.heads_without_scope = 0
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.inline += [name for name in given if name.startswith("on") or name == "style"]
        self.loaded += [address for address in [given.get("src")] if address]
        heading = re.fullmatch("h([1-6])", tag)
        if heading:
            self.headings.append(int(heading[1]))
        note = {"link": self._link, "a": self._a, "label": self._label, "th": self._th}.get(tag, self._field)
        note(tag, given)

    def _link(self, tag, given):
        self.loaded.append(given["href"])

    def _a(self, tag, given):
        self.links.append(given.get("href", ""))

    def _label(self, tag, given):
        self.labels.add(given.get("for"))

    def _th(self, tag, given):
        self.heads_without_scope += given.get("scope") not in ("col", "row")

    def _field(self, tag, given):
        if tag in ("input", "select", "textarea") and given.get("type") != "hidden":
            self.fields.append(given)


def in_language(page: str, lang: str) -> str:
    return f"{page}{'&' if '?' in page else '?'}lang={lang}"


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_answers_for_an_empty_house(house, browse, page, lang):
    answer = browse(house).get(in_language(page, lang))

    assert answer.status_code == 200
    assert f'lang="{lang}"' in answer.text


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_page_answers_for_a_filled_house(filled, browse, page, lang):
    answer = browse(filled).get(in_language(page, lang))

    assert answer.status_code == 200
    assert "phendau-map" in answer.text if page.startswith("/maps") else "Phên Dậu" in answer.text


@pytest.mark.parametrize("page", [page for page in PAGES if not page.startswith("/maps")])
def test_a_page_is_made_for_every_reader(filled, browse, page):
    outline = Outline(browse(filled).get(page).text)

    unlabelled = [f for f in outline.fields if f.get("id") not in outline.labels]
    assert outline.headings[0] == 1
    assert outline.headings.count(1) == 1
    assert all(
        after - before <= 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False)
    )
    assert unlabelled == []
    assert outline.heads_without_scope == 0
    assert outline.inline == []


@pytest.mark.parametrize("page", PAGES)
def test_no_page_loads_from_or_links_to_elsewhere(filled, browse, page):
    text = browse(filled).get(page).text

    outline = Outline(text)
    assert all(address.startswith(("/", "?", "#")) for address in outline.loaded + outline.links)
    if not page.startswith("/maps"):
        assert re.findall(r"https?://", text) == []


def test_every_loaded_file_is_there(filled, browse):
    client = browse(filled)
    loaded = {address for page in PAGES for address in Outline(client.get(page).text).loaded}

    missing = [address for address in loaded if client.get(address).status_code != 200]

    assert len(loaded) > 4
    assert missing == []


def test_every_page_of_the_navigation_is_reached_from_the_first_page(filled, browse):
    client = browse(filled)
    links = Outline(client.get("/").text).links

    rooms = {
        "/",
        "/map",
        "/areas",
        "/alerts",
        "/work",
        "/checkpoint",
        "/data",
        "/law",
        "/declare",
        "/ask",
        "/doors",
    }
    assert rooms <= {link.split("?")[0] for link in links}
    ours = {link for link in links if link.startswith("/")}
    assert {link: client.get(link).status_code for link in ours} == dict.fromkeys(ours, 200)


def test_what_a_sender_wrote_is_shown_and_never_run(filled, browse):
    client = browse(filled)

    for page in ("/", "/areas", "/areas/07030", "/maps/command"):
        text = client.get(page).text
        assert "<script>alert(1)" not in text
        assert "QĐ 01" in text


def test_pages_guard_themselves_with_headers(filled, browse):
    client = browse(filled)

    page, chart = client.get("/").headers, client.get("/maps/command").headers

    assert page["content-security-policy"].startswith("default-src 'self'")
    assert "unsafe-inline" not in page["content-security-policy"]
    assert page["x-frame-options"] == "DENY"
    assert page["referrer-policy"] == "no-referrer"
    assert chart["x-frame-options"] == "SAMEORIGIN"
    assert "default-src 'none'" in chart["content-security-policy"]


def test_the_past_shows_what_was_known_then(filled, browse):
    client = browse(filled)

    then = client.get("/areas/07030", params={"as_of": "2021-01-29T08:00"}).text
    now = client.get("/areas/07030").text

    assert "Đang xem lại" in then
    assert "29/01/2021 08:00" in then
    assert "QĐ 01" not in then
    assert "QĐ 01" in now
    assert "Đang xem lại" not in now


def test_links_of_a_page_about_the_past_stay_in_the_past(filled, browse):
    links = Outline(browse(filled).get("/", params={"as_of": "2021-01-29T08:00", "lang": "en"}).text).links

    inside = [link for link in links if link.startswith("/areas")]
    assert inside
    assert all("as_of=2021-01-29T08%3A00%3A00" in link and "lang=en" in link for link in inside)


@pytest.mark.parametrize("as_of", ["tomorrow", "2099-01-01T00:00", "2021-13-01"])
def test_a_moment_that_does_not_read_is_told_in_both_languages(house, browse, as_of):
    answer = browse(house).get("/", params={"as_of": as_of})

    assert answer.status_code == 422
    assert "as_of" in answer.text
    assert 'lang="vi"' in answer.text
    assert 'lang="en"' in answer.text


def test_an_area_that_is_not_there_gets_a_page_that_says_so(house, browse):
    answer = browse(house).get("/areas/99999")

    assert answer.status_code == 404
    assert "Danh mục không có khu vực" in answer.text


def test_silence_is_never_shown_as_zero(house, browse):
    text = browse(house).get("/areas").text

    assert "chưa có số liệu" in text
    assert 'class="bar"' not in text


def test_the_numbers_on_the_first_page_are_the_register_s(filled, browse):
    text = browse(filled).get("/").text

    tier_commune = re.findall(r'tier=commune&amp;level=\w+">([\d.]+)</a>', text)
    assert sum(int(number) for number in tier_commune) == 177
