"""Word: the one kind of value that crosses rooms."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict


class Word(BaseModel):
    """A value that cannot be changed and knows no unknown field."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", ser_json_inf_nan="null")


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its offset from UTC")
    return moment


Moment = Annotated[datetime, AfterValidator(_aware)]
"""An instant with its offset; naive times become moments at the door, in the jurisdiction's zone."""

Language = Literal["vi", "en"]


class Sentence(Word):
    """One thing said to people, in both languages of the house."""

    vi: str
    en: str

    def said_in(self, language: Language) -> str:
        """The sentence in one language."""
        return self.vi if language == "vi" else self.en
