"""What one record says, in a sentence: counts and kinds, never a person."""

from collections.abc import Callable
from dataclasses import dataclass

from services.domain.base import Language, Sentence
from services.domain.labels import CASE_SOURCES, DECISIONS, FOUND_IN, INCIDENTS, LAB_METHODS, STATES
from services.policy.reader import Jurisdiction
from services.risk.area_facts import answered, found_positive
from services.risk.records.books import Record


def _says(vi: str, en: str) -> Sentence:
    return Sentence(vi=vi, en=en)


KINDS: dict[str, Sentence] = {
    "case_counts": _says("Số ca công bố", "Published count"),
    "cases": _says("Ca F0", "F0"),
    "contacts": _says("Báo cáo F1", "Report of F1"),
    "border_incidents": _says("Vụ việc biên giới", "Border incident"),
    "arrivals": _says("Người đến", "Arrivals"),
    "entrants": _says("Người nhập cảnh", "Legal entrants"),
    "stays": _says("Cách ly", "Quarantine"),
    "roll_calls": _says("Điểm danh nơi cách ly", "Bed check"),
    "consignments": _says("Lô hàng", "Consignments"),
    "orders": _says("Quyết định của cơ quan có thẩm quyền", "Order"),
    "lab_results": _says("Kết quả xét nghiệm", "Laboratory results"),
    "passages": _says("Quyết định tại chốt", "Decisions at a post"),
}


@dataclass(frozen=True)
class Telling:
    """In which language, and with the names of which places."""

    land: Jurisdiction
    language: Language
    where: Callable[[Record], bool]
    """May the reader know the very place of an incident?"""

    def of(self, record: Record) -> str:
        """The sentence of a record."""
        return _SAID[record.kind](self, record)

    def either(self, vi: str, en: str) -> str:
        """One of two."""
        return vi if self.language == "vi" else en

    def area(self, code: str | None) -> str:
        """An area by its name, a country by its code."""
        if code is None:
            return self.either("nơi không rõ", "a place nobody told")
        area = self.land.areas.get(code)
        return code if area is None else self.either(area.name, area.name_en)

    def place(self, code: str | None) -> str:
        """A gate, a post, a quarantine place by its name; as it was sent where it has none."""
        if code is None:
            return self.either("tại nhà", "at home")
        known = {one.id: one for one in self.land.places}.get(code)
        return code if known is None else self.either(known.name, known.name_en)

    def site(self, code: str | None) -> str:
        """A quarantine place; one that is on no list is known by a mark, which says nothing to anybody."""
        if code is None or any(one.id == code for one in self.land.places):
            return self.place(code)
        return self.either("nơi cách ly ngoài danh mục", "a quarantine place that is on no list")


def _case_count(said: Telling, one: Record) -> str:
    fact = one.fact
    return said.either(f"{fact.site}: {fact.new_cases} ca mới", f"{fact.site}: {fact.new_cases} new cases")


def _case(said: Telling, one: Record) -> str:
    source, found = CASE_SOURCES[one.fact.source], FOUND_IN[one.fact.found_in]
    hard = said.either(", nơi khó truy vết", ", at a hard-to-trace place") if one.fact.hard_place else ""
    words = f"{source.said_in(said.language)}, {found.said_in(said.language)}"
    return f"{one.fact.count} F0: {words}{hard}"


def _contacts(said: Telling, one: Record) -> str:
    fact, unknown = one.fact, said.either("chưa báo", "not told")
    traced = unknown if fact.traced is None else fact.traced
    kept = unknown if fact.in_quarantine is None else fact.in_quarantine
    return said.either(
        f"{fact.total} F{fact.contact_level}: đã truy vết {traced}, cách ly tập trung {kept}",
        f"{fact.total} F{fact.contact_level}: traced {traced}, in central quarantine {kept}",
    )


def _incident(said: Telling, one: Record) -> str:
    fact = one.fact
    way = said.either("đường biển", "by sea") if fact.by_sea else said.either("đường bộ", "over land")
    kind = INCIDENTS[fact.kind].said_in(said.language)
    told = [place for place in (fact.place, fact.marker) if place] if said.where(one) else []
    return ", ".join([f"{kind}: {fact.people} {said.either('người', 'people')}", way, *told])


def _arrivals(said: Telling, one: Record) -> str:
    fact = one.fact
    post = f", {said.place(fact.post)}" if fact.post else ""
    return said.either(
        f"{fact.people} người từ {said.area(fact.origin)}{post}: "
        f"{fact.with_symptoms} có triệu chứng, {fact.with_contact} có tiếp xúc",
        f"{fact.people} people from {said.area(fact.origin)}{post}: "
        f"{fact.with_symptoms} with symptoms, {fact.with_contact} with a contact",
    )


def _entrants(said: Telling, one: Record) -> str:
    fact, gate = one.fact, said.place(one.fact.gate)
    country = f" ({fact.country})" if fact.country else ""
    return said.either(
        f"{fact.people} người qua {gate}{country}, {fact.unplaced} chưa có nơi cách ly",
        f"{fact.people} people through {gate}{country}, {fact.unplaced} without a place",
    )


def _stays(said: Telling, one: Record) -> str:
    fact, place = one.fact, said.site(one.fact.place)
    return said.either(
        f"{place}: {fact.inside:+} người đang cách ly, {fact.escaped} tự ý rời, {fact.entrants} nhập cảnh",
        f"{place}: {fact.inside:+} inside, {fact.escaped} left without leave, {fact.entrants} entrants",
    )


def _roll_call(said: Telling, one: Record) -> str:
    fact, place = one.fact, said.site(one.fact.place)
    return said.either(
        f"{place}: có mặt {fact.present}, vắng {fact.absent}, quá hạn xét nghiệm {fact.overdue_tests}",
        f"{place}: present {fact.present}, absent {fact.absent}, tests overdue {fact.overdue_tests}",
    )


def _consignments(said: Telling, one: Record) -> str:
    fact = one.fact
    through = [said.area(code) for code in fact.through]
    by = said.either(" qua ", " through ") + ", ".join(through) if through else ""
    return said.either(
        f"{fact.lots} lô từ {said.area(fact.origin)}{by}: {fact.cold} đông lạnh, "
        f"{fact.not_disinfected} chưa khử khuẩn, {fact.not_sampled} chưa lấy mẫu, {fact.positive} dương tính",
        f"{fact.lots} lots from {said.area(fact.origin)}{by}: {fact.cold} cold, "
        f"{fact.not_disinfected} not disinfected, {fact.not_sampled} not sampled, {fact.positive} positive",
    )


def _passages(said: Telling, one: Record) -> str:
    word = DECISIONS[one.fact.decision].said_in(said.language)
    return f"{said.place(one.fact.post)}: {one.fact.people} {said.either('người', 'people')}, {word}"


def _order(said: Telling, one: Record) -> str:
    fact = one.fact
    part = f", {fact.part}" if fact.part else ""
    return f"{STATES[fact.state].said_in(said.language)}{part}: {fact.number}, {fact.issuer}"


def _labs(said: Telling, one: Record) -> str:
    fact = one.fact
    method, tubes, positive = LAB_METHODS[fact.method], answered(fact), found_positive(fact)
    return said.either(
        f"{method.vi}: {tubes} ống có kết quả, {positive} dương tính",
        f"{method.en}: {tubes} tubes answered, {positive} positive",
    )


_SAID: dict[str, Callable[[Telling, Record], str]] = {
    "case_counts": _case_count,
    "cases": _case,
    "contacts": _contacts,
    "border_incidents": _incident,
    "arrivals": _arrivals,
    "entrants": _entrants,
    "stays": _stays,
    "roll_calls": _roll_call,
    "consignments": _consignments,
    "orders": _order,
    "lab_results": _labs,
    "passages": _passages,
}
