"""How a person, or a case that nobody named, is written on a page, and where their own page is."""

from urllib.parse import quote


def person_path(name: str) -> str:
    """The address of the page about a pseudonym, or about a case by its name in chains (`case:BN1553`)."""
    return f"/people/{quote(name, safe=':')}"


def person_label(name: str) -> str:
    """A pseudonym as it is; a case by its public code."""
    return name.partition(":")[2] or name
