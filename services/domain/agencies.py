"""Who is told, and who looks: the agencies of rule book section 5."""

from enum import StrEnum


class Agency(StrEnum):
    """A body that receives alerts and sees a view."""

    COMMAND = "command"
    POLICE = "police"
    MILITARY = "military"
    HEALTH = "health"
    BORDER = "border"
    ENTERPRISE = "enterprise"
    PUBLIC = "public"


ALERTED = (Agency.COMMAND, Agency.POLICE, Agency.MILITARY, Agency.HEALTH)
"""Agencies that every area alert concerns, each with its own text."""
