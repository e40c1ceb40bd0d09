"""Every mistake in a law folder has its sentence: file, line, what is wrong, how to mend it, twice."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from services.domain.errors import BadLaw
from services.policy.reader import load_jurisdiction, load_law

Change = Callable[[str, str, str], Path]
WORDS = "{vi: F1 mất dấu, en: F1 lost}"
LOST = f"  contacts_lost: {{unit: count, label: {WORDS}, says: {WORDS}, unknown: {WORDS}}}\n"

MISTAKES = {
    "a document that is not listed": (
        "area_levels.yaml",
        "document: qd4800",
        "document: qd9999",
        "viện dẫn 'qd9999' nhưng documents.yaml không có văn bản này",
        "cites 'qd9999', which documents.yaml does not list",
    ),
    "a limit with which nothing can be compared": (
        "area_levels.yaml",
        "{at_least: 150}",
        "{at_least: .nan}",
        "'at_least' là 'nan'; cần một con số hữu hạn",
        "it must be a finite number",
    ),
    "a limit without end": (
        "area_levels.yaml",
        "{at_least: 150}",
        "{at_least: .inf}",
        "'at_least' là 'inf'; cần một con số hữu hạn",
        "without a limit leave the key out",
    ),
    "a day that no calendar has": (
        "area_levels.yaml",
        "since: 2021-02-23",
        "since: 2021-13-01",
        "không đọc được '2021-13-01'; ngày viết như 2021-01-28",
        "write a day like 2021-01-28",
    ),
    "an unknown indicator": (
        "area_levels.yaml",
        "contacts_untraced:",
        "contact_untraced:",
        "hoặc sửa thành một trong: contacts_untraced",
        "or use one of: contacts_untraced",
    ),
    "a latitude that is no number": (
        "areas/districts.csv",
        "20.9515",
        "nan",
        "không đọc được 'nan' ở cột 'latitude'; hãy viết như các dòng khác",
        "write it as the other rows of it are",
    ),
    "a place whose latitude is a word": (
        "places.csv",
        "21.5375",
        "north",
        "không đọc được 'north' ở cột 'latitude'",
        "cannot read 'north' in column 'latitude'",
    ),
    "a place without its latitude": (
        "places.csv",
        "21.5375",
        "",
        "'latitude' để trống",
        "'latitude' is missing",
    ),
    "days of which one is no number": (
        "parameters.yaml",
        "[1, 7, 14]",
        "[1, .nan, 14]",
        "'value' là",
        "'value' is",
    ),
    "an unknown key": (
        "area_levels.yaml",
        "  when_unknown: skip",
        "  when_unknow: skip",
        "không hiểu khóa 'when_unknow'",
        "unknown key 'when_unknow'",
    ),
    "a third comparison": (
        "area_levels.yaml",
        "{at_least: 150}",
        "{beyond: 150}",
        "không hiểu khóa 'beyond'",
        "unknown key 'beyond'",
    ),
    "two versions at one moment": (
        "area_levels.yaml",
        "since: 2021-02-23",
        "since: 2021-01-28",
        "hai phiên bản cùng bắt đầu",
        "two versions begin at",
    ),
    "one name for two versions": (
        "area_levels.yaml",
        "name: FEB2021-KL",
        "name: FEB2021",
        "tên phiên bản 'FEB2021' đã dùng",
        "version name 'FEB2021' is taken",
    ),
    "versions out of order": (
        "area_levels.yaml",
        "since: 2021-01-28",
        "since: 2022-01-28",
        "phải xếp theo thời điểm bắt đầu",
        "must stand in the order",
    ),
    "a moment without its seconds": (
        "area_levels.yaml",
        "since: 2021-01-28",
        "since: 2021-01-28T12:00+07:00",
        "'since' là '2021-01-28T12:00+07:00'",
        "a moment with seconds and offset",
    ),
    "a moment without its offset": (
        "area_levels.yaml",
        "since: 2021-01-28",
        "since: 2021-01-28T12:00:00",
        "đủ giây và múi giờ",
        "a moment with seconds and offset",
    ),
    "no last row": (
        "area_levels.yaml",
        "        - {level: 1}\n",
        "",
        "không được có 'when'",
        "must have no 'when'",
    ),
    "a row that is never reached": (
        "area_levels.yaml",
        "        - {level: 1}\n",
        "        - {level: 1}\n        - {level: 1}\n",
        "không bao giờ được xét tới",
        "can never be reached",
    ),
    "rows that rise": (
        "area_levels.yaml",
        "- {level: 3, when: {weekly_cases_per_100k: {at_least: 150}}}",
        "- {level: 2, when: {weekly_cases_per_100k: {at_least: 150}}}",
        "phải xếp từ mức cao xuống mức thấp",
        "must fall from the highest level",
    ),
    "an indicator without text": (
        "area_levels.yaml",
        "{cases_hard_place_14d:",
        "{cases_hard_places_14d:",
        "không biết chỉ số 'cases_hard_places_14d' vì indicators.yaml không có câu chữ",
        "has no text in indicators.yaml",
    ),
    "a circle among neighbours": (
        "area_levels.yaml",
        "{very_high_neighbours: {at_least: 1}}\n          cite: {document: qd2686",
        "{high_neighbours: {at_least: 1}}\n          cite: {document: qd2686",
        "chỉ dùng được cho hàng mức thấp hơn",
        "only lower rows may use it",
    ),
    "a level that does not exist": (
        "area_levels.yaml",
        "{level: 4, when",
        "{level: 5, when",
        "'level' phải từ 1 đến 4",
        "must be 1 to 4",
    ),
    "a limit that is no number": (
        "area_levels.yaml",
        "{at_least: 150}",
        "{at_least: many}",
        "'at_least' là 'many'; cần một con số",
        "it must be a number",
    ),
    "an empty limit": (
        "area_levels.yaml",
        "{at_least: 150}",
        "{}",
        "cần at_least, above, below hoặc at_most",
        "needs at_least, above, below or at_most",
    ),
    "an empty condition": (
        "area_levels.yaml",
        "{very_high_outside_neighbours: {at_least: 1}}",
        "{}",
        "'when' không có giới hạn nào",
        "'when' holds no limit",
    ),
    "a wrong word for the unknown": (
        "area_levels.yaml",
        "  when_unknown: skip",
        "  when_unknown: ignore",
        "phải là skip hoặc undecided",
        "is skip or undecided",
    ),
    "a version without rows": (
        "area_levels.yaml",
        "    rows: null",
        "    note2: x",
        "không hiểu khóa 'note2'",
        "unknown key 'note2'",
    ),
    "rows forgotten": (
        "area_levels.yaml",
        "    rows: null",
        "",
        "ghi null nếu từ thời điểm này",
        "write null if from then on",
    ),
    "no version at all": (
        "order_levels.yaml",
        "versions:",
        "versions: []\nold:",
        "không hiểu khóa 'old'",
        "unknown key 'old'",
    ),
    "a state left out": (
        "order_levels.yaml",
        "      ct19: {level: 1, locked: false, cite: {document: ct19, mark: design}}\n",
        "",
        "thiếu trạng thái: ct19",
        "states left out: ct19",
    ),
    "a lock that is neither true nor false": (
        "order_levels.yaml",
        "locked: true",
        "locked: perhaps",
        "phải là true hoặc false",
        "must be true or false",
    ),
    "an order level that does not exist": (
        "order_levels.yaml",
        "{level: 2",
        "{level: 0",
        "'level' phải từ 1 đến 4",
        "'level' must be 1 to 4",
    ),
    "a key given twice": (
        "documents.yaml",
        "  ct16:",
        "  ct15:",
        "khóa 'ct15' được ghi hai lần",
        "key 'ct15' is given twice",
    ),
    "a mark that is none": (
        "documents.yaml",
        "mark: directive",
        "mark: sure",
        "'mark' phải là một trong",
        "'mark' must be one of",
    ),
    "a document without mark": (
        "documents.yaml",
        "    mark: directive\n",
        "",
        "thiếu 'mark'",
        "'mark' is missing",
    ),
    "a day that is none": (
        "documents.yaml",
        "signed: 2021-02-23",
        "signed: yesterday",
        "phải là một ngày",
        "must be a day",
    ),
    "a day that does not exist": (
        "documents.yaml",
        "signed: 2021-02-23",
        "signed: 2021-02-30",
        "không đọc được '2021-02-30'",
        "cannot read '2021-02-30'",
    ),
    "a title left empty": (
        "documents.yaml",
        'issuer: "Quốc hội"',
        "issuer:",
        "'issuer' để trống",
        "'issuer' is missing",
    ),
    "broken YAML": ("documents.yaml", "documents:", "documents: [", "YAML sai cú pháp", "broken YAML syntax"),
    "a sentence in one language": (
        "indicators.yaml",
        ', en: "F0 in 24 hours"}',
        "}",
        "'en' để trống",
        "'en' is missing",
    ),
    "a unit that is none": (
        "indicators.yaml",
        "unit: count",
        "unit: heads",
        "'unit' phải là một trong",
        "'unit' must be one of",
    ),
    "a list that is none": (
        "jurisdiction.yaml",
        'foreign_neighbours: ["CN"]',
        "foreign_neighbours: [86]",
        "phải là danh sách chuỗi chữ",
        "must be a list of texts",
    ),
    "a foreign neighbour nobody knows": (
        "jurisdiction.yaml",
        '["CN"]',
        '["LA"]',
        "danh mục không có khu vực 'LA'",
        "no area 'LA'",
    ),
    "a code that is not in quotes": (
        "jurisdiction.yaml",
        'code: "22"',
        "code: 22",
        "đặt trong dấu nháy",
        "put it in quotes",
    ),
    "a jurisdiction the register lacks": (
        "jurisdiction.yaml",
        'code: "22"',
        'code: "97"',
        "thiếu chính địa phương '97'",
        "'97' itself is missing",
    ),
    "a clock nobody has": (
        "jurisdiction.yaml",
        "Asia/Ho_Chi_Minh",
        "Asia/Quang_Ninh",
        "không có múi giờ này",
        "no such timezone",
    ),
    "a language nobody reads": (
        "jurisdiction.yaml",
        "language: vi",
        "language: fr",
        "phải là vi hoặc en",
        "must be vi or en",
    ),
    "feeds that are no list of mappings": (
        "jurisdiction.yaml",
        "feeds:",
        "feeds: [a]\nold:",
        "không hiểu khóa 'old'",
        "unknown key 'old'",
    ),
    "a team in a country": (
        "teams.yaml",
        "tier: district",
        "tier: country",
        "'tier' phải là commune",
        "'tier' must be commune",
    ),
    "a team with room for nobody": (
        "teams.yaml",
        "capacity: 120",
        "capacity: 0",
        "'capacity' phải từ 1",
        "'capacity' must be 1",
    ),
    "two teams of one name": (
        "teams.yaml",
        "id: police",
        "id: desk",
        "mỗi id chỉ được ghi một lần",
        "each id may be given once",
    ),
    "a share above one": (
        "unseen.yaml",
        "tip_off: 0.3 ",
        "tip_off: 1.3 ",
        "'tip_off' là 1.3; phải từ 0 đến 1",
        "'tip_off' is 1.3; it must be from 0 to 1",
    ),
    "a prevalence above all people": (
        "unseen.yaml",
        "CN: 5,",
        "CN: 1000001,",
        "'CN' là 1e+06; phải từ 0 đến 1.000.000",
        "it must be from 0 to 1,000,000",
    ),
    "a volume below zero": (
        "unseen.yaml",
        "{usual: 100, conceivable: 600}",
        "{usual: -1, conceivable: 600}",
        "'usual' là -1; phải không âm",
        "'usual' is -1; it must be 0 or more",
    ),
    "at worst less than usual": (
        "unseen.yaml",
        "{usual: 100, conceivable: 600}",
        "{usual: 100, conceivable: 60}",
        "'conceivable' không được nhỏ hơn 'usual'",
        "'conceivable' may not be below 'usual'",
    ),
    "no R for a state": (
        "unseen.yaml",
        "ct16: 0.8, ",
        "",
        "thiếu trạng thái: ct16",
        "states left out: ct16",
    ),
    "a hidden tail of no shape": (
        "unseen.yaml",
        "shape: 0.1 ",
        "shape: 0.0 ",
        "'shape' là 0; phải lớn hơn 0",
        "'shape' is 0; it must be above 0",
    ),
    "a sign that nobody weighs": (
        "unseen.yaml",
        "            escaped: 0.012 ",
        "            #escaped: 0.012 ",
        "thiếu: escaped",
        "left out: escaped",
    ),
    "surfaces that infect too often": (
        "unseen.yaml",
        "by_surface: 0.00003",
        "by_surface: 0.003",
        "phải từ 0 đến 0,0001",
        "from 0 to 0.0001",
    ),
    "a segment outside": (
        "border_segments.csv",
        "0,CN,06709,",
        "0,CN,290,",
        "'290' không phải khu vực của địa phương",
        "'290' is no area of the jurisdiction",
    ),
    "a chance of zero to be caught": (
        "border_segments.csv",
        "06709,1.0,0.4,",
        "06709,1.0,0,",
        "'catch' là 0; phải trên 0",
        "'catch' is 0; it must be above 0",
    ),
    "a length of a segment that is no number": (
        "border_segments.csv",
        "06709,1.0,0.4,8,0.2,",
        "06709,1.0,0.4,8,nan,",
        "không đọc được 'nan' ở cột 'usual_14d'",
        "cannot read 'nan' in column 'usual_14d'",
    ),
    "neither land nor sea": (
        "border_segments.csv",
        "0,CN,06709,",
        "2,CN,06709,",
        "cột 'sea' phải là 0 hoặc 1",
        "column 'sea' must be 0 or 1",
    ),
    "a register that changes": (
        "parameters.yaml",
        "value: 5, cite: {document: quy-tac-phan-mem}}",
        "value: 5, cite: {document: quy-tac-phan-mem}}\n      - {since: 2021-03-01, value: 6, "
        "cite: {document: quy-tac-phan-mem}}",
        "phải có đúng một phiên bản bằng số",
        "must have exactly one version",
    ),
    "a source left out": (
        "source_weights.yaml",
        "      i4:",
        "      i5:",
        "không hiểu khóa 'i5'",
        "unknown key 'i5'",
    ),
    "a score that can never be full": (
        "source_weights.yaml",
        "full_at: 10",
        "full_at: 0",
        "phải lớn hơn 0",
        "must be above 0",
    ),
    "a scale of places that ends before 100": (
        "place_scores.yaml",
        "at_most: 100,",
        "at_most: 99,",
        "phải đến 100",
        "must reach 100",
    ),
    "bands of places out of order": (
        "place_scores.yaml",
        "at_most: 30,",
        "at_most: 10,",
        "phải lớn hơn bậc trước",
        "must be above the band before",
    ),
    "a part of a place's score left out": (
        "place_scores.yaml",
        "        cases: {points: 3, most: 15}",
        "        # none: {points: 3, most: 15}",
        "thiếu: cases",
        "left out: cases",
    ),
    "a place more crowded than full": (
        "place_scores.yaml",
        "cho: 0.9",
        "cho: 1.9",
        "phải từ 0 đến 1",
        "must be from 0 to 1",
    ),
    "a visit after no day": (
        "place_scores.yaml",
        "reinspect_days: 30",
        "reinspect_days: 0",
        "phải từ 1 trở lên",
        "must be at least 1",
    ),
    "a chance that is certain": (
        "loosening.yaml",
        "chance: 0.95",
        "chance: 1",
        "'chance' phải dưới 1",
        "'chance' must be below 1",
    ),
    "no clean day": (
        "loosening.yaml",
        "clean_days: 14 ",
        "clean_days: 0 ",
        "'clean_days' phải từ 1 trở lên",
        "'clean_days' must be at least 1",
    ),
    "nobody infects": ("loosening.yaml", "r: 1.5", "r: -1", "'r' phải lớn hơn 0", "'r' must be above 0"),
    "points for each dozen": (
        "source_weights.yaml",
        "points: 1, each: doubling",
        "points: 1, each: dozen",
        "'each' phải là unit hoặc doubling",
        "'each' is unit or doubling",
    ),
    "a chance above one": (
        "outbreak_levels.yaml",
        "at_least: 0.3",
        "at_least: 30",
        "'at_least' là 30; phải trên 0",
        "'at_least' is 30; it must be above 0",
    ),
    "a higher level for a lower chance": (
        "outbreak_levels.yaml",
        "{level: 2, at_least: 0.1}",
        "{level: 2, at_least: 0.4}",
        "giới hạn cũng giảm dần",
        "and their limits with them",
    ),
    "a chance that asks for new normal": (
        "outbreak_levels.yaml",
        "{level: 2, at_least: 0.1}",
        "{level: 1, at_least: 0.1}",
        "'level' phải từ 2 đến 4",
        "'level' must be 2 to 4",
    ),
    "a tier nobody grades": (
        "outbreak_levels.yaml",
        "      district:",
        "      hamlet:",
        "không hiểu khóa 'hamlet'",
        "unknown key 'hamlet'",
    ),
    "a level without measures": (
        "level_measures.yaml",
        "- level: 4",
        "- level: 3",
        "phải có đúng bốn mức",
        "must have the four levels",
    ),
    "a state nobody knows": (
        "level_measures.yaml",
        "state: ct16",
        "state: ct17",
        "'state' phải là một trong",
        "'state' must be one of",
    ),
    "data kept for no day": (
        "retention.yaml",
        "days: 30",
        "days: 0",
        "phải từ 1 trở lên",
        "must be at least 1",
    ),
    "a code given twice": (
        "areas/districts.csv",
        "194,",
        "193,",
        "'193' đã có ở dòng 2",
        "'193' already stands on line 2",
    ),
    "a parent nobody knows": (
        "areas/communes.csv",
        "Phường,193,",
        "Phường,999,",
        "danh mục không có khu vực mang mã '999'",
        "no file of the register lists area '999'",
    ),
    "a neighbour nobody knows": (
        "areas/neighbours.csv",
        "193,195",
        "193,998",
        "danh mục không có khu vực mang mã '998'",
        "no file of the register lists area '998'",
    ),
    "other columns": (
        "areas/districts.csv",
        "code,name",
        "ma,name",
        "các cột phải đúng là",
        "columns must be",
    ),
    "a row too short": (
        "areas/neighbours.csv",
        ",land,,computed",
        ",land",
        "cần đúng 5 ô",
        "exactly 5 cells",
    ),
    "a number that is none": (
        "areas/districts.csv",
        "322710",
        "many",
        "không đọc được 'many' ở cột 'population'",
        "cannot read 'many'",
    ),
    "a place in no commune": (
        "places.csv",
        ",06712,",
        ",99999,",
        "danh mục không có khu vực '99999'",
        "no area '99999'",
    ),
    "a place of no kind": (
        "places.csv",
        "G01,gate",
        "G01,door",
        "không đọc được 'door'",
        "cannot read 'door'",
    ),
    "a place given twice": ("places.csv", "G02,", "G01,", "'G01' đã có ở dòng 2", "'G01' already stands"),
}


@pytest.mark.parametrize(("file", "before", "after", "vi", "en"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_named_with_file_line_and_mend(
    change: Change, file: str, before: str, after: str, vi: str, en: str
) -> None:
    folder = change(file, before, after)

    with pytest.raises(BadLaw) as caught:
        load_jurisdiction(folder)

    sentence = caught.value.sentence
    assert vi in sentence.vi
    assert en in sentence.en
    assert ", dòng " in sentence.vi
    assert ", line " in sentence.en
    assert sentence.en.split(",")[0].endswith((".yaml", ".csv"))


def test_the_line_is_the_line_of_the_mistake(change: Change) -> None:
    folder = change("area_levels.yaml", "document: qd4800", "document: qd9999")
    text = (folder / "area_levels.yaml").read_text(encoding="utf-8")
    line = text[: text.index("qd9999")].count("\n") + 1

    with pytest.raises(BadLaw, match=f"area_levels.yaml, line {line}: "):
        load_jurisdiction(folder)


def test_a_number_that_nobody_computes_is_named_with_file_line_and_mend(change: Change) -> None:
    folder = change("area_levels.yaml", "contacts_untraced:", "contacts_lost:")
    change("indicators.yaml", "  contacts_untraced:", f"{LOST}  contacts_untraced:")
    text = (folder / "area_levels.yaml").read_text(encoding="utf-8")
    line = text[: text.index("contacts_lost")].count("\n") + 1
    computed = load_jurisdiction(folder).law.indicator_names() - {"contacts_lost"}

    with pytest.raises(BadLaw) as caught:
        load_jurisdiction(folder, computed)

    assert f"area_levels.yaml, line {line}: " in caught.value.sentence.en
    assert "use one of: contacts_f1, contacts_untraced" in caught.value.sentence.en
    assert f"area_levels.yaml, dòng {line}: " in caught.value.sentence.vi
    assert "'contacts_lost'; hãy dùng một trong: " in caught.value.sentence.vi
    assert load_law(folder, [*computed, "contacts_lost"]).indicator_names() > computed


def test_text_that_is_not_nfc_is_refused(folder: Path) -> None:
    path = folder / "documents.yaml"
    path.write_text(unicodedata.normalize("NFD", path.read_text(encoding="utf-8")), encoding="utf-8")

    with pytest.raises(BadLaw, match="not Unicode NFC"):
        load_jurisdiction(folder)


def test_a_file_that_is_not_utf_8_is_refused(folder: Path) -> None:
    (folder / "documents.yaml").write_bytes("Văn bản".encode("utf-16"))

    with pytest.raises(BadLaw, match="must be UTF-8"):
        load_jurisdiction(folder)


@pytest.mark.parametrize("text", ["", "- một\n- hai\n"])
def test_a_file_that_is_no_mapping_is_refused(folder: Path, text: str) -> None:
    (folder / "retention.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(BadLaw, match="retention.yaml, line 1: the file must be a mapping"):
        load_jurisdiction(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "retention.yaml").unlink()

    with pytest.raises(BadLaw, match="retention.yaml, line 1: this file is missing"):
        load_jurisdiction(folder)


@pytest.mark.parametrize("versions", ["[]", "[a]"])
def test_versions_must_be_a_list_of_mappings(folder: Path, versions: str) -> None:
    text = f"title: {{vi: a, en: b}}\nversions: {versions}\n"
    (folder / "retention.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(BadLaw, match=r"at least one version|must be a mapping"):
        load_jurisdiction(folder)


def test_a_folder_without_loosening_has_no_memory_and_no_proposals(folder: Path) -> None:
    for name in ("loosening.yaml", "level_measures.yaml", "outbreak_levels.yaml"):
        (folder / name).unlink()

    law = load_jurisdiction(folder).law

    assert (law.loosening.versions, law.level_measures.versions) == ((), ())
    assert law.outbreak_levels.versions == ()


def test_three_sources_are_not_four(folder: Path) -> None:
    path = folder / "source_weights.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("      i4:")], encoding="utf-8")

    with pytest.raises(BadLaw, match="sources left out: i4"):
        load_jurisdiction(folder)


def test_a_jurisdiction_nobody_has_is_answered_with_those_there_are() -> None:
    with pytest.raises(BadLaw, match="there are: quang-ninh"):
        load_jurisdiction("atlantis")
