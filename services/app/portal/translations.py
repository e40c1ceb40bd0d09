"""The texts of the pages: English in templates, Vietnamese from `translations/vi.po`, read once."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from services.domain.base import Language

CATALOGUE = Path(__file__).parent / "translations" / "vi.po"


@cache
def vietnamese() -> Mapping[str, str]:
    """English sentence to Vietnamese sentence."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="vi")
    return {str(message.id): str(message.string) for message in catalogue if message.id and message.string}


def translated(language: Language, text: str) -> str:
    """A sentence of the pages in one language; English where nobody has translated it."""
    return text if language == "en" else vietnamese().get(text, text)


def _(text: str) -> str:
    """Marks a sentence for the catalogue; it is translated where it is shown."""
    return text
