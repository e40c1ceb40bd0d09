"""A worker list of 100,000 rows as CSV and XLSX, and a file of a gigabyte, beside reading them bare."""

import csv
import random
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import openpyxl
import pandas as pd

from services.ingest.files import receive_file
from services.plumbing.clock import SetClock
from tests.benchmarks.measuring import Result, bench_house
from tests.benchmarks.waves import BUSIEST

ROWS = 100_000
HEAVY_ROWS = 100_000
HEAVY = 1 << 30
HEAD = (
    "STT", "Công ty", "Họ tên", "CCCD", "Năm sinh", "Giới tính", "Điện thoại", "Địa chỉ", "Nơi làm việc",
    "Đi từ", "Ngày đến", "Ngành", "Ngày lấy mẫu", "Kết quả", "Ghi chú",
)  # fmt: skip
TOOK_IN = """
import sys
from pathlib import Path
from services.app.settings import Settings
from services.app.wiring import build
from services.ingest.files import receive_file
house = build(Settings(home=Path(sys.argv[1]), database_url=None, kafka_bootstrap=None))
path = Path(sys.argv[2])
feed = house.feeds["worker-returns"]
receive_file(house.database, feed, path, name="f", reading_of=house.reading, learned_at=house.clock())
"""
READ_WHOLE = """
import csv, sys
with open(sys.argv[2], encoding="utf-8", newline="") as file:
    rows = list(csv.reader(file))
"""


def run(folder: Path) -> list[Result]:
    """Rows a second with receipts; megabytes while a gigabyte is taken in."""
    table, book = folder / "workers.csv", folder / "workers.xlsx"
    with table.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEAD, *_workers()])
    _write_book(book)
    csv_seconds, csv_bare = _taken_in(folder / "csv", table), _seconds(partial(_bare, folder, table))
    xlsx_seconds, xlsx_bare = _taken_in(folder / "xlsx", book), _seconds(partial(_bare, folder, book))
    heavy = _heavy(folder / "heavy.csv")
    bench_house(folder / "heavy", SetClock(BUSIEST)).close()
    ours, theirs = (_peak_mb(program, folder / "heavy" / "home", heavy) for program in (TOOK_IN, READ_WHOLE))
    return [
        Result("workers from CSV, with receipts", "rows/s", ROWS / csv_seconds,
               "pandas.read_csv, to_sql", ROWS / csv_bare, least=5_000),
        Result("workers from XLSX, with receipts", "rows/s", ROWS / xlsx_seconds,
               "pandas.read_excel, to_sql", ROWS / xlsx_bare, least=5_000),
        Result("memory while 1 GB of CSV is taken in", "MB", ours,
               "the csv module, all rows in a list", theirs, limit=300),
    ]  # fmt: skip


def _workers() -> Iterator[tuple[object, ...]]:
    chance = random.Random(7)
    names = ("Nguyễn", "Trần", "Lê", "Phạm"), ("Văn", "Thị", "Đức", "Minh"), ("An", "Hà", "Nam", "Mai")
    for n in range(ROWS):
        man, year = chance.random() < 0.5, chance.randint(1960, 1999)
        yield (
            n + 1, f"Công ty Than số {n % 40}", " ".join(map(chance.choice, names)),
            f"030{0 if man else 1}{year % 100:02d}{n:06d}", year, "Nam" if man else "Nữ", f"09{n:08d}",
            f"Số {n % 300}, thôn {n % 17}", chance.choice(("195", "193")),
            chance.choice(("Hải Dương", "Thái Bình")), f"{BUSIEST:%Y-%m-%d}", "Khai thác than", "", "", "",
        )  # fmt: skip


def _write_book(path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (HEAD, *_workers()):
        sheet.append(row)
    book.save(path)


def _taken_in(folder: Path, path: Path) -> float:
    house = bench_house(folder, SetClock(BUSIEST))
    feed = house.feeds["worker-returns"]
    started = time.perf_counter()
    receipt = receive_file(
        house.database, feed, path, name=path.name, reading_of=house.reading, learned_at=BUSIEST
    )
    seconds = time.perf_counter() - started
    assert receipt.kept + receipt.warned == receipt.rows == ROWS, receipt
    house.close()
    return seconds


def _bare(folder: Path, path: Path) -> None:
    rows = pd.read_csv(path, dtype=str) if path.suffix == ".csv" else pd.read_excel(path, dtype=str)
    connection = sqlite3.connect(folder / f"bare-{path.suffix[1:]}.db")
    rows.to_sql("bare", connection, index=False)
    connection.close()


def _heavy(path: Path) -> Path:
    filling = "x" * (HEAVY // HEAVY_ROWS - 150)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow((*HEAD, "Không rõ"))
        writer.writerows((*row, filling) for row in _workers())
    return path


def _peak_mb(program: str, home: Path, path: Path) -> float:
    told = "\nfrom pathlib import Path\nprint(Path('/proc/self/status').read_text())"
    done = subprocess.run(
        [sys.executable, "-c", program + told, str(home), str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.search(r"VmHWM:\s+(\d+) kB", done.stdout)
    assert found is not None
    return int(found.group(1)) / 1024


def _seconds(work: partial[None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
