"""A throw-away PostgreSQL cluster on this machine, made with the server programs Debian installs."""

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from tests.servers.waiting import free_ports

DEBIAN_PROGRAMS = Path("/usr/lib/postgresql")
SYSTEM_USER = "postgres"  # the server refuses to run as root, Debian makes this user for it
SUPERUSER = "phendau"
# Small, but as safe as a real one: fsync stays on, otherwise a crash would prove nothing.
SETTINGS = """\
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{folder}'
shared_buffers = 32MB
max_connections = 60
min_wal_size = 32MB
max_wal_size = 256MB
max_parallel_workers = 0
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
"""


def programs() -> Path | None:
    """The folder of the newest installed server's programs."""
    found = [folder for folder in DEBIAN_PROGRAMS.glob("*/bin") if (folder / "initdb").exists()]
    return max(found, key=lambda folder: float(folder.parent.name), default=None)


class Databases:
    """Databases on one PostgreSQL server: a new empty one for whoever asks."""

    def __init__(self, url: str) -> None:
        self.url = url

    def fresh_database(self, like: str = "") -> str:
        """Create a database, empty or a copy of the one at an address; its own address."""
        name = f"test_{uuid.uuid4().hex[:12]}"
        template = make_url(like).database if like else "template0"
        self._say(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'").format(
                sql.Identifier(name), sql.Identifier(template or "template0")
            )
        )
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def drop_database(self, url: str) -> None:
        """Remove a database `fresh_database` made, whoever is still connected to it."""
        name = make_url(url).database or ""
        self._say(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _say(self, statement: sql.Composed) -> None:
        plain = make_url(self.url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True, connect_timeout=10) as connection:
            connection.execute(statement)


class PostgresServer(Databases):
    """A cluster that tests may stop and crash; what was committed is there after the next start."""

    can_be_hurt = True

    def __init__(self) -> None:
        found = programs()
        assert found is not None, f"No PostgreSQL server below {DEBIAN_PROGRAMS}"
        self._programs = found
        self._port = free_ports(1)[0]
        self.folder = Path(tempfile.mkdtemp(prefix="phendau-postgres-", dir=_folder_the_server_may_enter()))
        self._data = self.folder / "data"
        super().__init__(f"postgresql+psycopg://{SUPERUSER}@127.0.0.1:{self._port}/postgres")

    @property
    def log(self) -> Path:
        """Everything the server has said, over all starts."""
        return self.folder / "server.log"

    def start(self) -> None:
        """Start the server unless it runs; after a crash, return once it has recovered."""
        if not self._data.exists():
            self._create()
        if not self.running:
            self._control("start", "-l", str(self.log))

    def stop(self) -> None:
        """Shut down in good order, cutting connections."""
        self._control("stop", "-m", "fast")

    def crash(self) -> None:
        """Every server process ends at once and writes nothing; the next start recovers from the log."""
        self._control("stop", "-m", "immediate")

    @property
    def running(self) -> bool:
        """Is there a server on our data?"""
        return self._run("pg_ctl", "-D", str(self._data), "status").returncode == 0

    def remove(self) -> None:
        """Stop the server and delete its data."""
        if self.running:
            self.crash()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _create(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, SYSTEM_USER)
        answer = self._run(
            "initdb",
            "-D",
            str(self._data),
            "-U",
            SUPERUSER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale",
            "C.UTF-8",
        )
        assert answer.returncode == 0, answer.stderr
        with (self._data / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS.format(port=self._port, folder=self.folder))

    def _control(self, *words: str) -> None:
        answer = self._run("pg_ctl", "-D", str(self._data), "-w", "-t", "60", *words)
        assert answer.returncode == 0, f"pg_ctl {words[0]} failed: {answer.stderr}\n{self._last_words()}"

    def _run(self, program: str, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a program as the owner of the data; a file takes its output, for the server inherits it."""
        as_owner = ["runuser", "-u", SYSTEM_USER, "--"] if os.geteuid() == 0 else []
        with tempfile.TemporaryFile("w+") as out:
            command = [*as_owner, str(self._programs / program), *words]
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                cwd=self.folder,
                check=False,
                timeout=120,
            )
            out.seek(0)
            return subprocess.CompletedProcess(command, done.returncode, "", out.read())

    def _last_words(self) -> str:
        return self.log.read_text(errors="replace")[-3000:] if self.log.exists() else "(no log)"


def _folder_the_server_may_enter() -> str:
    """The temporary folder, or the system's own one when root keeps the first to itself."""
    usual = Path(tempfile.gettempdir())
    if os.geteuid() != 0 or all(folder.stat().st_mode & 0o001 for folder in (usual, *usual.parents)):
        return str(usual)
    return "/var/tmp"


def has_system_user() -> bool:
    """Root needs the user the Debian package makes; others run the server as themselves."""
    if os.geteuid() != 0:
        return True
    return any(user.pw_name == SYSTEM_USER for user in pwd.getpwall())
