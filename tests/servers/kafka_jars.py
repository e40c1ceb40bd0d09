"""The jars of Apache Kafka: Maven fetches them once, their list is kept in the user's cache."""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

POM = Path(__file__).parents[2] / ".ci" / "kafka" / "pom.xml"
OLDEST_JAVA = 17  # brokers from 4.0 on refuse older ones


class MavenFailed(RuntimeError):
    """Maven is there but could not bring the jars."""


def is_available() -> bool:
    """Can this machine run a broker: Java of the right age, and the jars or Maven to fetch them?"""
    return java_release() >= OLDEST_JAVA and (_known_classpath() is not None or bool(shutil.which("mvn")))


def java_release() -> int:
    """The major number of the Java on the path; 0 without Java."""
    if not shutil.which("java"):
        return 0
    answer = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', answer)
    return int(found[1]) if found else 0


def classpath() -> str:
    """All jars of the broker, ready for `java -cp`; fetched when this pom is seen for the first time."""
    return _known_classpath() or _fetch()


def _cache_file() -> Path:
    """One file per content of the pom, so that another Kafka version is another file."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "phendau-test" / f"kafka-{hashlib.sha256(POM.read_bytes()).hexdigest()[:12]}.classpath"


def _known_classpath() -> str | None:
    """The kept list, unless a jar in it has been removed since."""
    kept = _cache_file()
    if not kept.exists():
        return None
    jars = kept.read_text().strip()
    return jars if jars and all(Path(jar).exists() for jar in jars.split(":")) else None


def _fetch() -> str:
    kept = _cache_file()
    kept.parent.mkdir(parents=True, exist_ok=True)
    fresh = kept.with_suffix(f".{os.getpid()}")
    goal = ["dependency:build-classpath", "-Dmdep.includeScope=runtime", f"-Dmdep.outputFile={fresh}"]
    done = subprocess.run(
        ["mvn", "-q", "-B", "-f", str(POM), *goal],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode != 0:
        raise MavenFailed(f"Maven could not fetch the jars named in {POM}: {done.stdout.strip()[-2000:]}")
    return fresh.replace(kept).read_text().strip()


if __name__ == "__main__":  # fetch ahead of the tests
    classpath()
