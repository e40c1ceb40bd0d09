"""Draft laws to rehearse: folders that lie ready, or the law in use with some files sent anew."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import yaml

from services.app.rehearsing import draft_of
from services.app.wiring import House
from services.domain.errors import BadRecord
from services.policy.entries import Entry
from services.policy.reader import Jurisdiction, law_folder

NOT_LAW = ("jurisdiction.yaml", "teams.yaml")
"""Files of the folder that say who the territory is, and change no rule."""
MOST_VALUES = 200_000
"""Of one file, aliases written out: the longest law has some thousands."""


def drafts_of(house: House) -> dict[str, Path]:
    """Folders of drafts by name: whole law folders in the configured places. Of one name the first."""
    found: dict[str, Path] = {}
    for place in house.settings.draft_folders:
        for folder in sorted(place.iterdir()) if place.is_dir() else ():
            if (folder / "jurisdiction.yaml").is_file():
                found.setdefault(folder.name, folder)
    return found


@contextmanager
def drafted(house: House, name: str, files: Mapping[str, bytes]) -> Iterator[Jurisdiction]:
    """The territory under a draft: a folder that lies ready (empty: the law in use), some files replaced.

    Raises BadLaw with file, line and mend, as the start does; BadRecord for a draft or file nobody knows.
    """
    base = _base(house, name)
    if not files:
        yield draft_of(house, base)
        return
    with tempfile.TemporaryDirectory(prefix="phendau-draft-") as place:
        folder = Path(place) / "draft"
        shutil.copytree(base, folder)
        for file, content in files.items():
            _replace(folder, file, content)
        yield draft_of(house, folder)


def _base(house: House, name: str) -> Path:
    if not name:
        return law_folder(house.settings.jurisdiction)
    known = drafts_of(house)
    if name not in known:
        raise BadRecord(
            vi=f"Không có dự thảo '{name[:60]}' trong thư mục dự thảo; hãy chọn trong danh sách.",
            en=f"There is no draft '{name[:60]}' in the folder of drafts; choose one of the list.",
            field="draft",
            code="unknown_draft",
        )
    return known[name]


def _replace(folder: Path, file: str, content: bytes) -> None:
    known = sorted(one.name for one in folder.glob("*.yaml") if one.name not in NOT_LAW)
    if file not in known:
        names = ", ".join(known)
        raise BadRecord(
            vi=f"Tệp '{file[:80]}' không phải tệp luật; tên tệp phải là một trong: {names}.",
            en=f"File '{file[:80]}' is no file of the law; its name must be one of: {names}.",
            field="file",
            code="unknown_file",
        )
    _refuse_endless(file, content)
    (folder / file).write_bytes(content)


def _refuse_endless(file: str, content: bytes) -> None:
    """A few lines of aliases of aliases would fill the memory when they are written out.

    Read by the slow loader: the fast one dies of what is nested without end.
    """
    place = Entry(file, 1, {})
    try:
        root = yaml.compose(content.decode("utf-8-sig"), Loader=yaml.SafeLoader)
        size = _size(root, {}) if root is not None else 0
    except (yaml.YAMLError, UnicodeDecodeError):
        return  # the reader of laws says which line
    except RecursionError:
        size = MOST_VALUES + 1
    if size > MOST_VALUES:
        raise place.wrong("lồng nhau quá sâu hoặc quá lớn", "nested too deep or too large")


def _size(node: yaml.Node, known: dict[int, int]) -> int:
    if id(node) not in known:
        known[id(node)] = MOST_VALUES + 1  # while it is counted: whoever holds itself is endless
        inside = [one for pair in node.value for one in pair] if isinstance(node, yaml.MappingNode) else []
        inside += node.value if isinstance(node, yaml.SequenceNode) else []
        known[id(node)] = 1 + sum(_size(one, known) for one in inside)
    return known[id(node)]
