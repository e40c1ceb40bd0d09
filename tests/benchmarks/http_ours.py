"""Our intake as `phendau serve ingest` serves it; its clock stands at the bench's moment."""

import sys
from pathlib import Path

import uvicorn

from services.app.logs import log_lines
from services.app.web import create_app
from services.app.workers import collect_seldom
from services.plumbing.clock import SetClock
from tests.benchmarks.measuring import bench_house
from tests.benchmarks.waves import BUSIEST

if __name__ == "__main__":
    log_lines("INFO")
    house = bench_house(Path(sys.argv[1]), SetClock(BUSIEST))
    collect_seldom()
    app = create_app(house, pages=False)
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), access_log=False, log_config=None)
