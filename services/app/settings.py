"""Everything a deployment can set. The only reader of the environment."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from services.domain.errors import BadSetting

DATABASES = ("sqlite", "postgresql+psycopg")


class Settings(BaseSettings):
    """Read once at start; an empty variable counts as not set. Secrets have no default."""

    model_config = SettingsConfigDict(
        env_prefix="PHENDAU_", env_ignore_empty=True, extra="ignore", frozen=True
    )

    home: Path = Field(
        Path(".phendau"), description="Folder of the embedded house: database, key, inbox, outlines."
    )
    database_url: str | None = Field(None, description="SQLAlchemy URL; not set: SQLite in the home folder.")
    kafka_bootstrap: str | None = Field(
        None, description="host:port list; not set: the log is kept in the database."
    )
    kafka_prefix: str = Field(
        "",
        description="Goes before every topic and group: several houses may share a broker.",
        pattern=r"^[A-Za-z0-9._-]{0,60}$",
    )
    kafka_session_seconds: float = Field(
        10.0, description="A worker silent for so long loses its partitions to the others.", ge=1, le=300
    )
    jurisdiction: str = Field("quang-ninh", description="Name of a law folder, or the path of one.")
    lang: Literal["vi", "en"] = Field("vi", description="Language of pages, alerts and messages: vi or en.")
    secret_key: SecretStr | None = Field(
        None,
        description="32 characters or more; names and seals people. Not set: made once in the home folder.",
    )
    code_keys: str = Field(
        "1",
        description="Numbers of the keys of QR codes, e.g. `2,1`: the first signs, all are accepted.",
    )
    feeds: Path | None = Field(
        None, description="Folder of feeds by configuration (YAML), beside `feeds` in the home folder."
    )
    drafts: Path | None = Field(
        None, description="Folder of draft laws to rehearse, beside `drafts` in the home folder."
    )
    max_file_mb: int = Field(2048, description="The largest file taken in, in megabytes.", ge=1)
    host: str = Field("127.0.0.1", description="Address to listen on; beyond this machine only with tokens.")
    port: int = Field(8000, description="Port to listen on.", ge=1, le=65535)
    tokens: SecretStr | None = Field(
        None, description="Who may enter: `token=agency[@area+area][#enterprise]`, separated by commas."
    )
    webhook_url: str | None = Field(None, description="Alerts are posted here as JSON.")
    webhook_secret: SecretStr | None = Field(None, description="Signs what is posted (HMAC-SHA256).")
    smtp_host: str | None = Field(None, description="Mail server; not set: no mail.")
    smtp_port: int = Field(25, description="Port of the mail server.", ge=1, le=65535)
    smtp_user: str | None = Field(None, description="Account at the mail server.")
    smtp_password: SecretStr | None = Field(None, description="Its password.")
    smtp_starttls: bool = Field(True, description="Talk to the mail server encrypted.")
    smtp_sender: str = Field("phendau@localhost", description="Sender of the mails.")
    mail_to: str | None = Field(None, description="`agency=address` pairs, separated by commas.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="How much is logged.")
    fault: str | None = Field(
        None,
        description="For tests only: points at which a process kills or freezes itself (docs/faults.md).",
    )
    fault_seed: int = Field(0, description="For tests only: what the chances of `fault` are drawn with.")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str | None) -> str | None:
        """The text of an error must not repeat the address: it may hold a password."""
        if url is None:
            return None
        from sqlalchemy import make_url  # here, because verbs over files start without a database
        from sqlalchemy.exc import ArgumentError

        try:
            known = make_url(url).drivername in DATABASES
        except ArgumentError:
            known = False
        if not known:
            raise ValueError("write sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME")
        return url

    @field_validator("code_keys")
    @classmethod
    def _numbers(cls, text: str) -> str:
        if not all(one.strip().isascii() and one.strip().isdigit() for one in text.split(",")):
            raise ValueError("write whole numbers separated by commas, the signing key first: 2,1")
        return text

    @property
    def embedded(self) -> bool:
        """Is the log kept in the database?"""
        return self.kafka_bootstrap is None

    @property
    def max_file(self) -> int:
        """The largest file taken in, in bytes."""
        return self.max_file_mb << 20

    @property
    def draft_folders(self) -> tuple[Path, ...]:
        """Where draft laws lie, one folder each."""
        own = (self.drafts,) if self.drafts else ()
        return (self.home / "drafts", *own)

    def url(self) -> str:
        """The database's URL, set or embedded."""
        return self.database_url or f"sqlite:///{self.home / 'house.db'}"


def read_settings(**given: object) -> Settings:
    """The settings of this process; `given` (from the command line) wins. Raises BadSetting."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]  # checked by pydantic
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        field = "PHENDAU_" + "_".join(str(part) for part in first["loc"]).upper()
        raise BadSetting(
            vi=f"Cấu hình {field} không hợp lệ; xem .env.example để biết giá trị đúng.",
            en=f"Setting {field}: {first['msg']}. See .env.example for what it may be.",
            field=field,
        ) from error


def described() -> list[tuple[str, str, str]]:
    """Name, default and sentence of every setting: what `.env.example` is written from."""
    return [
        (
            f"PHENDAU_{name.upper()}",
            "" if field.default is None else str(field.default),
            field.description or "",
        )
        for name, field in Settings.model_fields.items()
    ]
