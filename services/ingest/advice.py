"""From an authority's advice in words to the class we compare by: a coarse reading."""

import re

from services.domain.records import AdviceClass
from services.domain.text import folded

_NO_ISOLATION = re.compile(r"no requirement to (self-)?isolate")
# The text is folded: no diacritics, and i for every y (`cach li`, `staff stai home`).
_ISOLATE = re.compile(r"isolat|cach li|(^|[.:;] *)[a-z& ]*stai at home|khong ra khoi nha")
_TEST_NOW = re.compile(r"test(ed)? immediatel|immediate test|get tested|xet nghiem|lai mau")
_MONITOR = re.compile(r"monitor|theo doi suc khoe|tu theo doi")


def advice_class(advice: str | None) -> AdviceClass:
    """What the advice asks for: isolation with tests outranks a test, a test outranks watching oneself."""
    told = folded(advice or "")
    if _ISOLATE.search(_NO_ISOLATION.sub("", told)):
        return AdviceClass.ISOLATE_AND_TEST
    if _TEST_NOW.search(told):
        return AdviceClass.TEST
    return AdviceClass.SELF_MONITOR if _MONITOR.search(told) else AdviceClass.OTHER
