"""What kind of file it is, by its first bytes rather than by its name."""

from pathlib import Path

from services.domain.errors import BadFile

_OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK"


def is_packed(path: Path) -> bool:
    """Is it a workbook of either kind, and no text?"""
    return _start(path).startswith((_OLD_EXCEL, _ZIP))


def is_workbook(path: Path) -> bool:
    """Is it an Excel workbook? Raises BadFile for one in the format of before 2007."""
    start = _start(path)
    if start.startswith(_OLD_EXCEL):
        raise BadFile(
            vi="Tệp: đây là dạng Excel cũ (.xls); hãy lưu lại dạng .xlsx hoặc CSV rồi gửi lại.",
            en="File: this is the old Excel format (.xls); save it as .xlsx or CSV and send it again.",
            code="old_excel",
        )
    return start.startswith(_ZIP)


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(8)
