"""Every way to reach people (the list)."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from services.alerts.channels.console import open_console
from services.alerts.channels.email import MailServer, open_email
from services.alerts.channels.file import open_folder
from services.alerts.channels.webhook import open_webhook
from services.alerts.letters import Send


@dataclass(frozen=True)
class ChannelSettings:
    """What a deployment says about its channels; a channel without its setting is not there."""

    folder: Path | None = None
    webhook_secret: str | None = None
    mail: MailServer | None = None
    exercise: bool = False
    """A replay: no line waits for the disk, as what is lost with the power is played again."""


Channels = Mapping[str, Send]

CHANNELS: dict[str, Callable[[ChannelSettings], Send | None]] = {
    "console": lambda settings: open_console(sys.stderr),
    "file": lambda settings: (
        open_folder(settings.folder, exercise=settings.exercise) if settings.folder else None
    ),
    "webhook": lambda settings: open_webhook(settings.webhook_secret) if settings.webhook_secret else None,
    "email": lambda settings: open_email(settings.mail) if settings.mail else None,
}


def build_channels(settings: ChannelSettings) -> Channels:
    """The channels this deployment can use, by name."""
    built = {name: build(settings) for name, build in CHANNELS.items()}
    return {name: send for name, send in built.items() if send is not None}
