"""Quantities in law files: shares, amounts, what must be above zero; a wrong one names its place."""

from collections.abc import Callable
from math import isfinite

from services.policy.entries import Entry


def checked(entry: Entry, key: str, fits: Callable[[float], bool], vi: str, en: str) -> float:
    number = entry.number(key)
    if not (isfinite(number) and fits(number)):
        raise entry.wrong(f"'{key}' là {number:g}; phải {vi}", f"'{key}' is {number:g}; it must be {en}")
    return number


def share(entry: Entry, key: str) -> float:
    return checked(entry, key, lambda n: 0 <= n <= 1, "từ 0 đến 1", "from 0 to 1")


def inner_share(entry: Entry, key: str) -> float:
    return checked(entry, key, lambda n: 0 < n <= 1, "trên 0, nhiều nhất là 1", "above 0, at most 1")


def amount(entry: Entry, key: str) -> float:
    return checked(entry, key, lambda n: n >= 0, "không âm", "0 or more")


def positive(entry: Entry, key: str) -> float:
    return checked(entry, key, lambda n: n > 0, "lớn hơn 0", "above 0")


def rare(entry: Entry, key: str) -> float:
    return checked(entry, key, lambda n: 0 <= n <= 1e-4, "từ 0 đến 0,0001", "from 0 to 0.0001")
