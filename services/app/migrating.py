"""Brings a database to the newest shape of our tables."""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from services.domain.errors import BadSetting
from services.plumbing.database import Database

LOCK = "phendau.migrate"


def migrate(database: Database) -> None:
    """All steps that are missing, in one transaction; two processes at once wait for each other.

    Raises BadSetting for a database that a newer version of the house has brought further.
    """
    with database.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(hashtext(:name))"), {"name": LOCK})
        _refuse_newer(connection)
        command.upgrade(_config(connection), "head")


def check_migrated(database: Database) -> None:
    """Raises BadSetting when the database has another shape than this version of the house wants."""
    with database.engine.connect() as connection:
        if revision_of(connection) != newest():
            raise BadSetting(
                vi="Cơ sở dữ liệu chưa đúng phiên bản; chạy `phendau migrate` trước.",
                en="The database has not the shape this version wants; run `phendau migrate` first.",
                field="PHENDAU_DATABASE_URL",
                code="not_migrated",
            )


def revision_of(connection: Connection) -> str | None:
    """The last step this database has taken; None: a new database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The newest step there is."""
    return ScriptDirectory.from_config(_config(None)).get_current_head()


def _refuse_newer(connection: Connection) -> None:
    reached = revision_of(connection)
    known = {step.revision for step in ScriptDirectory.from_config(_config(None)).walk_revisions()}
    if reached is not None and reached not in known:
        raise BadSetting(
            vi="Cơ sở dữ liệu thuộc phiên bản phendau mới hơn; hãy cài phiên bản mới hơn.",
            en="The database belongs to a newer phendau; install the newer version.",
            field="PHENDAU_DATABASE_URL",
            code="newer_database",
        )


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("services.app.migrations")))
    config.attributes["connection"] = connection
    return config
