"""What all kinds of record share."""

from typing import Annotated

from pydantic import Field

from services.domain.base import Word

Count = Annotated[int, Field(ge=0)]
Pseudonym = str
"""Stable name of a person inside this house, made at the door with the house's key; not reversible."""

Record = Word
"""What a feed builds of a row; every kind is a Word in this package."""
