"""Feeds at a glance, for those who connect senders: who may send, what a row becomes, what is told of it."""

from services.domain.agencies import Agency
from services.ingest.feed import Feed
from services.ingest.feeds import FEEDS
from services.plumbing.cloudevents import INTAKE_TOPIC_PREFIX

HEAD = """# Feeds at a glance

Written by `just docs` from `services.ingest.feeds.FEEDS`.
All columns with their other headings, and a sample of each feed: [feeds.md](../feeds.md).

| Feed | What it tells | A row becomes | Topic | May send over HTTP |
|---|---|---|---|---|
"""


def feeds_table() -> str:
    """The table, then the columns of each feed."""
    return HEAD + "".join(_line(feed) for feed in FEEDS.values()) + "".join(map(_columns, FEEDS.values()))


def _line(feed: Feed) -> str:
    senders = ", ".join(f"`{agency}`" for agency in Agency if agency in (Agency.COMMAND, *feed.senders))
    return (
        f"| `{feed.name}` | {feed.title.vi} / {feed.title.en} | `{feed.record.__name__}` "
        f"| `{INTAKE_TOPIC_PREFIX}{feed.name}` | {senders} |\n"
    )


def _columns(feed: Feed) -> str:
    required = ", ".join(f"`{one.name}`" for one in feed.columns if one.required)
    optional = ", ".join(f"`{one.name}`" for one in feed.columns if not one.required) or "none"
    sealed = ", ".join(f"`{name}`" for name in feed.personal) or "none"
    return (
        f"\n## `{feed.name}`\n\n- Required: {required}\n- Optional: {optional}\n- Sealed at rest: {sealed}\n"
    )
