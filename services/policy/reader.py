"""load_jurisdiction, load_law: a folder of YAML and CSV to Law; a wrong file fails by name and line."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from services.domain.areas import AreaCode, Areas
from services.domain.base import Language, Sentence, Word
from services.domain.errors import BadLaw
from services.domain.levels import Citation
from services.policy.area_levels import area_levels_in
from services.policy.dated import Dated
from services.policy.documents import Documents, Mark, citation, documents_in
from services.policy.entries import Entry
from services.policy.entry_measures import EntryTable, entry_measures_in
from services.policy.files import read_yaml
from services.policy.indicators import IndicatorTexts, indicators_in
from services.policy.level_measures import LevelMeasures, load_level_measures
from services.policy.loosening import Loosening, load_loosening
from services.policy.order_levels import OrderLevels, order_levels_in
from services.policy.outbreak_levels import OutbreakLevels, load_outbreak_levels
from services.policy.parameters import Parameters, parameters_in, undated_number
from services.policy.place_scores import PlaceScores, load_place_scores
from services.policy.places import Place, load_places
from services.policy.register import load_areas, rings_of
from services.policy.retention import Retention, retention_in
from services.policy.rulebook import Rulebook
from services.policy.segments import load_segments
from services.policy.teams import TeamKind, load_teams
from services.policy.unseen import Segment, UnseenBook
from services.policy.unseen_reading import unseen_in
from services.policy.versions import sentence_in
from services.policy.weights import SourceWeights, source_weights_in

LAW = Path(__file__).parent / "law"
"""Where the jurisdictions that come with the house have their folders."""


@dataclass(frozen=True)
class Law:
    """All dated rules of a jurisdiction."""

    documents: Documents
    area_levels: Dated[Rulebook]
    order_levels: Dated[OrderLevels]
    entry_measures: Dated[EntryTable]
    indicators: IndicatorTexts
    parameters: Parameters
    source_weights: Dated[SourceWeights]
    retention: Dated[Retention]
    unseen: UnseenBook
    place_scores: Dated[PlaceScores] | None
    """None: places are not scored."""
    loosening: Dated[Loosening]
    level_measures: Dated[LevelMeasures]
    outbreak_levels: Dated[OutbreakLevels]

    def indicator_names(self) -> frozenset[str]:
        """Every indicator any version speaks of: what the risk room must be able to compute."""
        rulebooks = [version.value for version in self.area_levels.versions if version.value]
        return frozenset(name for rulebook in rulebooks for name in rulebook.indicator_names())

    def citation(self, document: str, article: str | None = None, mark: Mark | None = None) -> Citation:
        """The citation of a listed document, ready to show; raises NotFound."""
        return citation(self.documents, document, article, mark)


class FeedExpected(Word):
    """A kind of record this jurisdiction should hear regularly, and from when on its silence is told."""

    kind: str
    title: Sentence
    expected_every_hours: float


@dataclass(frozen=True)
class Jurisdiction:
    """One territory: its areas, places, law, language and clock."""

    name: str
    code: AreaCode
    title: Sentence
    zone: ZoneInfo
    language: Language
    foreign_neighbours: tuple[AreaCode, ...]
    feeds: tuple[FeedExpected, ...]
    areas: Areas
    rings: dict[AreaCode, int]
    """Watched districts outside: 1 next to the jurisdiction, 2 behind those."""
    places: tuple[Place, ...]
    teams: tuple[TeamKind, ...]
    segments: tuple[Segment, ...]
    """Stretches of the border, on land and at sea."""
    law: Law


def load_jurisdiction(name_or_path: str | Path, computed: Collection[str] | None = None) -> Jurisdiction:
    """The jurisdiction of a folder, or one that comes with the house; `computed`: see `load_law`."""
    folder = law_folder(name_or_path)
    page = _identity(folder)
    law = load_law(folder, computed)
    zone = _zone(page)
    code = page.text("code")
    adjacent_km = undated_number(law.parameters, "adjacent_km", Entry("parameters.yaml", 1, {}))
    areas = load_areas(folder / "areas", code, adjacent_km)
    return Jurisdiction(
        name=folder.name,
        code=code,
        title=sentence_in(page, "title"),
        zone=zone,
        language=_language(page),
        foreign_neighbours=_listed(page, areas),
        feeds=tuple(_feed(entry) for entry in page.entries("feeds")),
        areas=areas,
        rings=rings_of(folder / "areas"),
        places=load_places(folder / "places.csv", areas, zone),
        teams=load_teams(folder / "teams.yaml"),
        segments=load_segments(folder / "border_segments.csv", areas),
        law=law,
    )


def load_law(folder: Path, computed: Collection[str] | None = None) -> Law:
    """The law of a jurisdiction's folder; raises BadLaw naming file, line and how to mend it.

    `computed`: the numbers that levels may rest on; None: any that indicators.yaml words.
    """
    zone = _zone(_identity(folder))
    documents = documents_in(read_yaml(folder / "documents.yaml"))
    indicators = indicators_in(read_yaml(folder / "indicators.yaml"))
    area_levels = read_yaml(folder / "area_levels.yaml")
    orders = read_yaml(folder / "order_levels.yaml")
    measures = read_yaml(folder / "entry_measures.yaml")
    parameters = read_yaml(folder / "parameters.yaml")
    weights = read_yaml(folder / "source_weights.yaml")
    return Law(
        documents=documents,
        area_levels=area_levels_in(area_levels, zone, documents, indicators, computed),
        order_levels=order_levels_in(orders, zone=zone, documents=documents),
        entry_measures=entry_measures_in(measures, zone=zone, documents=documents),
        indicators=indicators,
        parameters=parameters_in(parameters, zone=zone, documents=documents),
        source_weights=source_weights_in(weights, zone=zone, documents=documents),
        retention=retention_in(read_yaml(folder / "retention.yaml"), zone=zone, documents=documents),
        unseen=unseen_in(read_yaml(folder / "unseen.yaml"), zone=zone, documents=documents),
        place_scores=load_place_scores(folder / "place_scores.yaml", zone=zone, documents=documents),
        loosening=load_loosening(folder / "loosening.yaml", zone=zone, documents=documents),
        level_measures=load_level_measures(folder / "level_measures.yaml", zone=zone, documents=documents),
        outbreak_levels=load_outbreak_levels(folder / "outbreak_levels.yaml", zone=zone, documents=documents),
    )


def law_folder(name_or_path: str | Path) -> Path:
    """The folder of a jurisdiction that comes with the house, or one of your own; raises BadLaw."""
    for folder in (LAW / name_or_path, Path(name_or_path)):
        if (folder / "jurisdiction.yaml").is_file():
            return folder
    known = ", ".join(sorted(folder.name for folder in LAW.iterdir() if folder.is_dir()))
    raise BadLaw(
        vi=f"Không có địa phương '{name_or_path}'; đang có: {known}. Hoặc ghi đường dẫn tới thư mục luật.",
        en=f"No jurisdiction '{name_or_path}'; there are: {known}. Or give the path of a law folder.",
        code="bad_law",
    )


def _identity(folder: Path) -> Entry:
    page = read_yaml(folder / "jurisdiction.yaml")
    return page.only("code", "title", "timezone", "language", "foreign_neighbours", "feeds")


def _zone(page: Entry) -> ZoneInfo:
    try:
        return ZoneInfo(page.text("timezone"))
    except (ZoneInfoNotFoundError, ValueError):
        raise page.wrong("không có múi giờ này", "no such timezone") from None


def _language(page: Entry) -> Language:
    if page.text("language") == "vi":
        return "vi"
    if page.text("language") == "en":
        return "en"
    raise page.wrong("'language' phải là vi hoặc en", "'language' must be vi or en")


def _listed(page: Entry, areas: Areas) -> tuple[AreaCode, ...]:
    for code in page.texts("foreign_neighbours"):
        if code not in areas:
            raise page.wrong(f"danh mục không có khu vực '{code}'", f"the register has no area '{code}'")
    return page.texts("foreign_neighbours")


def _feed(entry: Entry) -> FeedExpected:
    entry.only("kind", "title", "expected_every_hours")
    return FeedExpected(
        kind=entry.text("kind"),
        title=sentence_in(entry, "title"),
        expected_every_hours=entry.number("expected_every_hours"),
    )
