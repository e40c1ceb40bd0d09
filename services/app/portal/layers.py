"""Which places stand on which layer of the map, drawn by which symbol; and what each audience reads first."""

from dataclasses import dataclass

from services.domain.agencies import Agency
from services.domain.base import Sentence
from services.policy.places import PlaceKind
from services.policy.sight import Sight


@dataclass(frozen=True)
class Layer:
    """A kind of place: the map's symbol, the right to see it, its name."""

    symbol: str
    sight: Sight
    name: Sentence


def _layer(symbol: str, sight: Sight, vi: str, en: str) -> Layer:
    return Layer(symbol, sight, Sentence(vi=vi, en=en))


LAYERS: dict[PlaceKind, Layer] = {
    PlaceKind.GATE: _layer("border_gate", Sight.GATES_LAYER, "Cửa khẩu", "Border gate"),
    PlaceKind.OPENING: _layer("border_opening", Sight.GATES_LAYER, "Lối mở biên giới", "Border opening"),
    PlaceKind.TRAIL: _layer("border_trail", Sight.TRAILS_LAYER, "Đường mòn biên giới", "Border trail"),
    PlaceKind.AIRPORT: _layer("airport", Sight.GATES_LAYER, "Sân bay", "Airport"),
    PlaceKind.PORT: _layer("seaport", Sight.GATES_LAYER, "Cảng, bến", "Port"),
    PlaceKind.OUTER_CHECKPOINT: _layer(
        "checkpoint", Sight.CHECKPOINTS_LAYER, "Chốt kiểm soát vòng ngoài", "Outer checkpoint"
    ),
    PlaceKind.INNER_CHECKPOINT: _layer(
        "checkpoint", Sight.CHECKPOINTS_LAYER, "Chốt kiểm soát vòng trong", "Inner checkpoint"
    ),
    PlaceKind.COVID_HOSPITAL: _layer(
        "hospital", Sight.HOSPITALS_LAYER, "Bệnh viện điều trị COVID-19", "COVID-19 hospital"
    ),
    PlaceKind.HOSPITAL: _layer("hospital", Sight.HOSPITALS_LAYER, "Bệnh viện", "Hospital"),
    PlaceKind.MEDICAL_CENTRE: _layer("hospital", Sight.HOSPITALS_LAYER, "Trung tâm y tế", "Medical centre"),
    PlaceKind.LABORATORY: _layer("hospital", Sight.HOSPITALS_LAYER, "Phòng xét nghiệm", "Laboratory"),
    PlaceKind.HEALTH_QUARANTINE: _layer(
        "quarantine", Sight.QUARANTINE_LAYER, "Kiểm dịch y tế", "Health quarantine office"
    ),
    PlaceKind.COMMAND: _layer("other", Sight.QUARANTINE_LAYER, "Cơ quan chỉ đạo", "Command body"),
    PlaceKind.BORDER_POST: _layer("other", Sight.TRAILS_LAYER, "Đồn biên phòng", "Border guard post"),
    PlaceKind.QUARANTINE_SITE: _layer(
        "quarantine", Sight.QUARANTINE_LAYER, "Cơ sở cách ly tập trung", "Central quarantine site"
    ),
    PlaceKind.QUARANTINE_CANDIDATE: _layer(
        "quarantine",
        Sight.QUARANTINE_LAYER,
        "Có thể dùng làm cơ sở cách ly (chưa xác nhận)",
        "Could serve as a quarantine site (not confirmed)",
    ),
}
"""Every kind of place; complete by test. Openings are official crossings; trails and posts are not public."""

INCIDENT = Layer("incident", Sight.INCIDENTS_LAYER, Sentence(vi="Vụ việc biên giới", en="Border incident"))

_USUAL = ("i1", "i2", "i3", "i4")
SHOWN_FIRST: dict[Agency, tuple[str, ...]] = {
    Agency.COMMAND: _USUAL,
    Agency.POLICE: ("i3", "i1", "i2", "i4"),
    Agency.MILITARY: ("i2", "i3", "i1", "i4"),
    Agency.HEALTH: ("i3", "i2", "i4", "i1"),
    Agency.BORDER: ("i1", "i4", "i2", "i3"),
    Agency.ENTERPRISE: (),
    Agency.PUBLIC: (),
}
"""The sources in the order in which they are an agency's own work (rule book S-11 to S-14)."""
