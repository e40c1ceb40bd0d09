"""Small numbers as people read them: two digits that count, a comma in Vietnamese, never `e-05`. Pure."""

from math import floor, log10

Both = tuple[str, str]
"""Vietnamese, English."""

LEAST = 1e-4


def few(value: float) -> Both:
    """A number of people: two digits that count; below a ten-thousandth only that it is."""
    if 0 < value < LEAST:
        return "dưới 0,0001", "below 0.0001"
    return _both(_digits(float(value)))


def count(value: float) -> Both:
    """People or lots that were counted: whole from one on."""
    return few(round(value)) if value >= 1 else few(value)


def percent(value: float) -> Both:
    """A share."""
    vi, en = _both(_digits(float(value) * 100))
    return f"{vi} %", f"{en}%"


def per_million(value: float) -> Both:
    """A prevalence: of 1,000 where it is at least that, else of a million."""
    if value >= 1e-3:
        vi, en = _both(_digits(float(value) * 1e3))
        return f"{vi} phần nghìn", f"{en} in 1,000"
    vi, en = _both(_digits(float(value) * 1e6))
    return f"{vi} phần triệu", f"{en} in a million"


def _digits(value: float) -> str:
    if value <= 0:
        return "0"
    decimals = max(1 - floor(log10(value)), 0)
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _both(text: str) -> Both:
    return text.translate(str.maketrans(",.", ".,")), text
