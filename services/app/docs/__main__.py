"""`python -m services.app.docs`: write every generated page of this checkout again."""

from pathlib import Path

from services.app.cli.answers import to_stderr
from services.app.docs.pages import generated

ROOT = Path(__file__).parents[3]


def write(root: Path) -> list[str]:
    """Write what differs; returns the names of the pages that changed."""
    changed = [name for name, text in generated(root).items() if _write(root / name, text)]
    for name in changed:
        to_stderr(name)
    return changed


def _write(path: Path, text: str) -> bool:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


if __name__ == "__main__":
    write(ROOT)
