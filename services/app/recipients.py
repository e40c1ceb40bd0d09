"""From settings to who is told by which channel."""

from collections.abc import Mapping, Sequence

from services.alerts.channels import ChannelSettings
from services.alerts.channels.email import MailServer
from services.app.settings import Settings
from services.domain.agencies import ALERTED, Agency
from services.domain.errors import BadSetting

Recipients = Mapping[Agency, Sequence[tuple[str, str]]]


def channel_settings(settings: Settings, *, exercise: bool = False) -> ChannelSettings:
    """What this deployment says of channels, in earnest or not; raises BadSetting for half a channel."""
    return ChannelSettings(
        folder=settings.home / "outbox",
        webhook_secret=_webhook_secret(settings),
        mail=_mail(settings),
        exercise=exercise,
    )


def recipients_of(settings: Settings) -> Recipients:
    """For each agency its (channel, recipient) pairs; every alert is also a line in the outbox folder."""
    pairs: dict[Agency, list[tuple[str, str]]] = {
        agency: [("file", f"{agency}.jsonl")] for agency in (*ALERTED, Agency.BORDER)
    }
    if settings.webhook_url:
        for found in pairs.values():
            found.append(("webhook", settings.webhook_url))
    for agency, address in _addresses(settings):
        pairs.setdefault(agency, []).append(("email", address))
    return pairs


def _webhook_secret(settings: Settings) -> str | None:
    if settings.webhook_url and not settings.webhook_secret:
        raise BadSetting(
            vi="Có PHENDAU_WEBHOOK_URL nhưng thiếu PHENDAU_WEBHOOK_SECRET để ký nội dung gửi đi.",
            en="PHENDAU_WEBHOOK_URL is set, PHENDAU_WEBHOOK_SECRET to sign what is posted is not.",
            field="PHENDAU_WEBHOOK_SECRET",
        )
    return settings.webhook_secret.get_secret_value() if settings.webhook_secret else None


def _mail(settings: Settings) -> MailServer | None:
    if settings.smtp_host is None:
        return None
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        sender=settings.smtp_sender,
        starttls=settings.smtp_starttls,
        user=settings.smtp_user,
        password=settings.smtp_password.get_secret_value() if settings.smtp_password else None,
    )


def _addresses(settings: Settings) -> list[tuple[Agency, str]]:
    entries = [entry.strip() for entry in (settings.mail_to or "").split(",") if entry.strip()]
    if entries and settings.smtp_host is None:
        raise BadSetting(
            vi="Có PHENDAU_MAIL_TO nhưng thiếu PHENDAU_SMTP_HOST.",
            en="PHENDAU_MAIL_TO is set, PHENDAU_SMTP_HOST is not.",
            field="PHENDAU_SMTP_HOST",
        )
    return [_address(entry, place) for place, entry in enumerate(entries, start=1)]


def _address(entry: str, place: int) -> tuple[Agency, str]:
    agency, _, address = entry.partition("=")
    if agency not in list(Agency) or "@" not in address:
        raise BadSetting(
            vi=f"PHENDAU_MAIL_TO, mục {place}: cần dạng 'đơn_vị=địa_chỉ', đơn vị là {', '.join(Agency)}.",
            en=f"PHENDAU_MAIL_TO, entry {place}: write 'agency=address', agency: {', '.join(Agency)}.",
            field="PHENDAU_MAIL_TO",
        )
    return Agency(agency), address
