"""Verbs about published lists: the list of a moment, its publications."""

from typing import Annotated

import typer

from services.app.cli.answers import AsOf, Csv, Json, answer_rows, open_house
from services.app.cli.moments import moment_given
from services.app.own_feeds import feeds_of
from services.app.settings import read_settings


def add_to(app: typer.Typer) -> None:
    """Add these verbs to the command."""
    app.command("published", help="A republished list as it stood at a moment; --history: its publications.")(
        published
    )


def published(
    feed: Annotated[str, typer.Argument(help="A feed that republishes its whole list.")],
    as_of: AsOf = None,
    history: Annotated[
        bool, typer.Option("--history", help="Every publication and what it changed.")
    ] = False,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """The list as published; rows it no longer tells are withdrawn, and stay in the lists of before."""
    from services.domain.errors import NotFound
    from services.ingest.feeds import feed_named
    from services.ingest.published_lists import list_rows, publications

    feeds = feeds_of(read_settings())
    known = feed_named(feeds, feed)
    if not known.whole_list:
        names = ", ".join(name for name, one in feeds.items() if one.whole_list)
        raise NotFound(
            vi=f"Nguồn '{feed}' không phải danh sách công bố lại; các danh sách: {names}.",
            en=f"Feed '{feed}' is no republished list; the lists are: {names}.",
            field="feed",
            code="no_list",
        )
    with open_house() as house:
        moment = moment_given(house, as_of)
        with house.database.reading() as tx:
            if history:
                rows = [vars(one) for one in publications(tx, moment, [feed])]
            else:
                rows = list_rows(tx, known, moment)
    answer_rows(rows, as_json=as_json, csv_file=csv)
