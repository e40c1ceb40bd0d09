"""Every feed of a house: those that come with it, and those its own files add."""

from services.app.settings import Settings
from services.domain.errors import BadSetting
from services.ingest.configured import configured_feeds
from services.ingest.feeds import FEEDS, Feeds


def feeds_of(settings: Settings) -> Feeds:
    """The feeds of a house of these settings; raises BadSetting when a file of its own is wrong."""
    if settings.feeds is not None and not settings.feeds.is_dir():
        raise BadSetting(
            vi="PHENDAU_FEEDS: không có thư mục này; kiểm tra đường dẫn.",
            en="PHENDAU_FEEDS: there is no such folder; check the path.",
            field="PHENDAU_FEEDS",
            code="no_folder",
        )
    own = settings.home / "feeds"
    folders = dict.fromkeys(folder.resolve() for folder in (settings.feeds, own) if folder is not None)
    return {**FEEDS, **configured_feeds(list(folders), FEEDS)}
