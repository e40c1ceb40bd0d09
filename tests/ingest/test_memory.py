"""Memory while large files are taken in, measured in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from services.plumbing.clock import SetClock
from services.plumbing.database import Base, Database
from tests.ingest.made_up import CASE, NOW

MOST_MB = 300
SIZE_MB = 200
PROGRAM = """
import re, sys
from pathlib import Path
from services.ingest.feeds import FEEDS
from services.ingest.files import receive_file
from services.plumbing.clock import SetClock
from services.plumbing.database import Database
from tests.ingest.made_up import NOW, reading_at
database = Database(sys.argv[1], SetClock(NOW))
path = Path(sys.argv[2])
receipt = receive_file(database, FEEDS["cases"], path, name="f", reading_of=reading_at, learned_at=NOW)
assert receipt.balances()
kept = receipt.kept + receipt.duplicate
# The kernel's own count: getrusage() would tell of the process that started this one as well.
most = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text()).group(1)) >> 10
print(receipt.rows, kept, most)
"""
ROWS = 20_000
FILLING = "x" * (SIZE_MB * (1 << 20) // ROWS)


def write_csv(path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("Mã ca bệnh,Khu vực,Thời điểm xác định,Không rõ\n")
        file.writelines(f"MAU{n},205,2021-08-19,{FILLING}\n" for n in range(ROWS))


def write_list(path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for n in range(ROWS):
            file.write(("," if n else "") + json.dumps({**CASE, "code": f"MAU{n}", "x": FILLING}))
        file.write("]")


def write_refused(path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write("Mã ca bệnh,Khu vực,Thời điểm xác định,Không rõ\n")
        file.writelines(f"MAU{n},999,hôm qua,{FILLING[:500]}\n" for n in range(2 * ROWS))


@pytest.mark.parametrize(
    ("write", "rows", "good"),
    [
        (write_csv, ROWS, ROWS),
        (write_list, ROWS, ROWS),
        (write_refused, 2 * ROWS, 0),
    ],
)
def test_a_file_of_200_megabytes_is_taken_in_with_flat_memory(tmp_path: Path, write, rows: int, good: int):
    url, path = f"sqlite:///{tmp_path / 'house.db'}", tmp_path / "large"
    database = Database(url, SetClock(NOW))
    Base.metadata.create_all(database.engine)
    database.close()
    write(path)

    told = subprocess.run(
        [sys.executable, "-c", PROGRAM, url, str(path)], capture_output=True, text=True, check=True
    )

    seen, kept, most = map(int, told.stdout.split())
    assert (seen, kept) == (rows, good)
    assert most < MOST_MB, most
