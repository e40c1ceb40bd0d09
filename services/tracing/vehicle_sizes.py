"""How many seats a vehicle has, where its name says so: `xe 7 chỗ`, `16-seater`, `ô tô con`. Pure."""

import re

from services.domain.text import bare

CAR_SEATS = 5  # what a car has that is told without a number
_SEATS = re.compile(r"\b(\d{1,3})[\s-]*(?:cho|seats?|seater)\b")
_CAR = re.compile(r"\b(?:xe con|o to con|private car|saloon|sedan)\b|^car\b")


def seats_told(vehicle: str) -> int | None:
    """Seats with the driver's; None: the name does not say."""
    said = bare(vehicle)
    if number := _SEATS.search(said):
        return int(number[1])
    return CAR_SEATS if _CAR.search(said) else None
