"""Goods that come in, and how they were looked after on the way (directive, S-06)."""

from services.domain.areas import AreaCode
from services.domain.base import Moment, Word
from services.domain.records.laboratory import SampleResult
from services.domain.records.words import Count


class Consignment(Word):
    """One lot at one gate. What nobody told is None, which is not no."""

    lot: str
    arrived_at: Moment
    gate: str
    area: AreaCode
    goods: str | None = None
    producer: str | None = None
    origin: str | None = None
    """Code of an area of the register, or two letters of a country; None: neither is known by that name."""
    origin_text: str
    through: tuple[str, ...] = ()
    """Areas and countries of the route, as codes."""
    route_text: str | None = None
    cold_chain: bool | None = None
    celsius: float | None = None
    plate: str | None = None
    """A mark of the vehicle's plate; not reversible."""
    crew: Count | None = None
    crew_declared: bool | None = None
    disinfected: bool | None = None
    sampled: bool | None = None
    surface_result: SampleResult | None = None

    @property
    def is_cold(self) -> bool:
        """By what was told, or by its temperature: at 8 °C and below goods travel in a cold chain."""
        if self.cold_chain is not None:
            return self.cold_chain
        return self.celsius is not None and self.celsius <= COLD_FROM


COLD_FROM = 8.0  # the upper end of a refrigerator, 2 to 8 °C
