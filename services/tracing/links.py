"""The contacts of each person, ready to walk along; days as ordinals."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from services.domain.errors import NotFound
from services.tracing.contacts import Contact

LONG_AGO = 0
"""Before any day: the exposure of an F0, and of whoever met one on a day nobody noted."""
_NO_END = 4_000_000  # after date.max
NEVER = _NO_END + 1
"""After any day and any contact: not exposed."""

Link = tuple[str, int, int, str, bool, bool]
"""One contact as one of the two has it: the other, first day, last day, kind, whether it may have gone
from this person to the other, whether it may have come from the other. A bare tuple: half the time."""


class Links:
    """Contacts by person. The same contact twice is one contact, so that telling it again changes nothing."""

    def __init__(self, contacts: Iterable[Contact] = ()) -> None:
        """Takes in these contacts; one with oneself is passed over."""
        # Repeats stay in the lists here: they change no level, and `remove` takes them all.
        self._of: defaultdict[str, list[Link]] = defaultdict(list)
        of = self._of
        for source, target, kind, directed, start, end in contacts:
            if source == target:
                continue
            first = LONG_AGO if start is None else start.toordinal()
            last = _NO_END if end is None else end.toordinal()
            of[source].append((target, first, last, kind, True, not directed))
            of[target].append((source, first, last, kind, not directed, True))

    def __getitem__(self, person: str) -> Sequence[Link]:
        """The links of a person; none for somebody unknown."""
        return self._of.get(person, ())

    def add(self, contact: Contact) -> bool:
        """Whether it is new. A contact with oneself is none."""
        one = Links([contact])
        new = [(person, link) for person in one._of for link in one[person] if link not in self[person]]
        for person, link in new:
            self._of[person].append(link)
        return bool(new)

    def remove(self, contact: Contact) -> None:
        """Raises NotFound when it is not there."""
        one = Links([contact])
        if not any(link in self[person] for person in one._of for link in one[person]):
            raise NotFound(
                vi="contact: không có tiếp xúc này; kiểm tra hai người, loại và ngày.",
                en="contact: there is no such contact; check the two people, the kind and the days.",
                field="contact",
                code="unknown_contact",
            )
        for person in one._of:
            self._of[person] = [link for link in self[person] if link not in one[person]]


def carried(ready: int, start: int, end: int) -> int:
    """The day a contact exposes the other, when this one was exposed on `ready`; NEVER if it ended before."""
    if ready > end:
        return NEVER
    return ready if ready > start else start
