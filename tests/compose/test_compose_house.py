"""The serious house as docker-compose.yml draws it: its very commands, on a real Kafka and PostgreSQL."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx
import pytest
from kafka import KafkaProducer
from sqlalchemy import create_engine, text

from services.plumbing.clock import system_clock
from services.plumbing.cloudevents import INTAKE_TOPIC_PREFIX, intake_message
from tests.servers.compose import our_services
from tests.servers.fixtures import AnyKafka
from tests.servers.house import House
from tests.servers.waiting import free_ports, wait_until

pytestmark = [pytest.mark.kafka, pytest.mark.postgres]

COMMAND = "command-token-for-this-test"
POLICE = "police-token-for-this-test"
SECRETS = {
    "PHENDAU_SECRET_KEY": "a-key-of-this-test-of-more-than-32-characters",
    "PHENDAU_DATABASE_PASSWORD": "unused",
    "PHENDAU_TOKENS": f"{COMMAND}=command,{POLICE}=police",
}
SECONDS = 60
ORDER = {"number": "101/QĐ-MAU", "issuer": "UBND tỉnh", "state": "ct16", "area": "203"}
TEST_LAW = """
  - name: TEST
    since: 2023-01-01
    cite: {document: ct05, mark: design}
    rows: *local_judgement
"""


@dataclass(frozen=True)
class Deployment:
    """A running house, its portal's address, and its servers."""

    house: House
    home: Path
    door: httpx.Client
    database: str
    kafka: str

    def levels(self) -> dict[str, dict[str, Any]]:
        """Every area as the API shows it; nothing while the portal cannot answer."""
        answer = self.door.get("/api/areas")
        return {row["area"]: row for row in answer.json()} if answer.is_success else {}

    def count(self, table: str, column: str = "*") -> int:
        """Rows in PostgreSQL, or different values of a column."""
        what = column if column == "*" else f"distinct {column}"
        engine = create_engine(self.database)
        with engine.connect() as connection:
            found = connection.execute(text(f"select count({what}) from {table}")).scalar_one()
        engine.dispose()
        return int(found)

    def wait_until_quiet(self) -> None:
        """Until every event is published and heard by all who listen to it."""
        engine = create_engine(self.database)

        def numbers() -> tuple[int, ...]:
            with engine.connect() as connection:
                tables = ("plumbing_outbox", "plumbing_inbox", "alerts_alert")
                return tuple(
                    connection.execute(text(f"select count(*) from {one}")).scalar_one() for one in tables
                )

        seen: list[tuple[int, ...]] = []

        def quiet() -> bool:
            self.house.demand_all_alive()
            seen.append(numbers())
            return len(seen) > 40 and seen[-1][0] == 0 and len(set(seen[-40:])) == 1

        wait_until(quiet, SECONDS, "nothing waits in the outbox, nothing new comes to inbox and ledger")
        engine.dispose()


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """The province's law with the judgement of February 2021 in force today: the processes' clock is real."""
    folder = tmp_path / "law" / "quang-ninh"
    shutil.copytree(str(files("services.policy") / "law" / "quang-ninh"), folder)
    levels = folder / "area_levels.yaml"
    levels.write_text(levels.read_text(encoding="utf-8").rstrip() + "\n" + TEST_LAW, encoding="utf-8")
    return folder


@pytest.fixture
def deployment(kafka_server: AnyKafka, postgres_url: str, law: Path, tmp_path: Path) -> Iterator[Deployment]:
    """`docker compose up`, with processes in place of containers and this machine's addresses."""
    port = free_ports(1)[0]
    overrides = {
        "PHENDAU_DATABASE_URL": postgres_url,
        "PHENDAU_KAFKA_BOOTSTRAP": kafka_server.bootstrap,
        "PHENDAU_HOME": str(tmp_path / "home"),
        "PHENDAU_JURISDICTION": str(law),
        "PHENDAU_HOST": "127.0.0.1",
        "PHENDAU_PORT": str(port),
    }
    url = f"http://127.0.0.1:{port}"
    command = {"authorization": f"Bearer {COMMAND}"}
    with (
        House(our_services(SECRETS), overrides, tmp_path / "logs") as house,
        httpx.Client(base_url=url, headers=command, timeout=30, trust_env=False) as door,
    ):
        house.start()
        house.wait_for_url(f"{url}/health/ready", SECONDS)
        yield Deployment(house, tmp_path / "home", door, postgres_url, kafka_server.bootstrap)


def test_the_house_of_docker_compose_loses_nothing_and_doubles_nothing(deployment: Deployment):
    demand_tokens(deployment)
    send_everything(deployment)

    wait_until(
        lambda: told(deployment) >= {"203", "205", "194"}, SECONDS, "police are told of three districts"
    )
    demand_levels_with_reasons(deployment)
    demand_pages(deployment)

    answers = send_everything(deployment, more="201")
    deployment.house.kill("risk")
    deployment.house.restart("risk")
    wait_until(lambda: "201" in told(deployment), SECONDS, "the risk worker went on after it was killed")
    deployment.wait_until_quiet()
    ledger = deployment.count("alerts_alert")

    demand_repeats_change_nothing(deployment, answers)
    send_everything(deployment, more="201")
    deployment.wait_until_quiet()
    assert deployment.count("alerts_alert") == ledger
    demand_books_balance(deployment)
    demand_letters(deployment)


# --- what is sent -----------------------------------------------------------------------------------------


TODAY = system_clock().astimezone(UTC)
YESTERDAY = TODAY.replace(microsecond=0).isoformat()


def case(area: str) -> dict[str, Any]:
    return {"code": f"MAU-{area}", "area": area, "confirmed_at": YESTERDAY, "count": 1, "source": "chưa rõ"}


def send_everything(deployment: Deployment, more: str = "") -> list[httpx.Response]:
    """An order and a case by HTTP, a case on the topic, a sheet: one district each."""
    door = deployment.door
    sheet = f"code,area,confirmed_at,count,source\nMAU-194,194,{YESTERDAY},1,chưa rõ\n".encode()
    put_on_topic(deployment, "198")
    answers = [
        door.post("/api/intake/orders", json=ORDER | {"since": YESTERDAY}),
        door.post("/api/intake/cases", json=case("205")),
        door.post("/api/intake/cases/file", files={"file": ("f0.csv", sheet, "text/csv")}),
        *([door.post("/api/intake/cases", json=case(more))] if more else []),
    ]
    assert {answer.status_code for answer in answers} == {202}, [answer.text for answer in answers]
    return answers


def put_on_topic(deployment: Deployment, area: str) -> None:
    """A CloudEvent in binary mode, as another system of the province would send it; a new id each time."""
    at = datetime.fromisoformat(YESTERDAY)
    body = httpx.Request("POST", "http://x", json=case(area)).content
    message = intake_message("cases", body, key=area, at=at, source="/tests/cdc")
    producer = KafkaProducer(bootstrap_servers=deployment.kafka, acks="all")
    headers = [(name, value.encode()) for name, value in message.headers.items()]
    sent = producer.send(message.topic, value=body, key=area.encode(), headers=headers)
    producer.flush(30)
    assert sent.get(30).topic == f"{INTAKE_TOPIC_PREFIX}cases"
    producer.close()


# --- what is demanded -------------------------------------------------------------------------------------


def told(deployment: Deployment) -> set[str]:
    """Areas of which police have been told that their level rose."""
    deployment.house.demand_all_alive()
    found = deployment.door.get("/api/alerts", headers={"authorization": f"Bearer {POLICE}"})
    assert found.status_code == 200, found.text
    assert {alert["agency"] for alert in found.json()} <= {"police"}
    return {area for alert in found.json() if alert["kind"] == "level_raised" for area in alert["areas"]}


def demand_tokens(deployment: Deployment) -> None:
    nobody = {"authorization": ""}
    assert deployment.door.get("/api/alerts", headers=nobody).status_code in (401, 403)
    assert deployment.door.post("/api/intake/cases", json=case("205"), headers=nobody).status_code in (
        401,
        403,
    )
    assert deployment.count("ingest_record") == 0


def demand_levels_with_reasons(deployment: Deployment) -> None:
    wait_until(lambda: (deployment.levels().get("198") or {}).get("level") == 3, SECONDS, "198 by the topic")
    shown = deployment.levels()
    assert {area: shown[area]["level"] for area in ("203", "205", "194", "198")} == {
        "203": 4,
        "205": 3,
        "194": 3,
        "198": 3,
    }
    assert shown["203"]["order"]["number"] == ORDER["number"]
    assert shown["205"]["reasons"][0] == "1 ca F0 chưa rõ nguồn lây trong 14 ngày qua"
    assert all(row["reasons"] and row["cite"] for row in shown.values())


def demand_pages(deployment: Deployment) -> None:
    page = deployment.door.get("/maps/command")
    assert page.status_code == 200
    assert re.search(r'"205":\{"title":"Thị xã Đông Triều","level":"3"', page.text)
    assert deployment.door.get("/metrics").text.count("phendau_parked 0.0") == 1


def demand_repeats_change_nothing(deployment: Deployment, answers: list[httpx.Response]) -> None:
    """The second sending brought only the one new case."""
    receipts = [answer.json() for answer in answers]
    assert [receipt["duplicate"] for receipt in receipts] == [1, 1, 1, 0]
    assert [receipt["kept"] for receipt in receipts] == [0, 0, 0, 1]


def demand_books_balance(deployment: Deployment) -> None:
    """One order and four cases, each stored once and heard once; receipts add up; nothing is set aside."""
    assert deployment.count("ingest_record") == deployment.count("ingest_record", "key") == 5
    assert deployment.count("risk_case") == deployment.count("risk_case", "ref") == 4
    assert deployment.count("risk_order") == 1
    assert deployment.count("plumbing_parked") == 0
    assert deployment.count("alerts_alert") == deployment.count("alerts_alert", "(event_id, agency, kind)")
    unbalanced = "ingest_receipt where rows <> kept + warned + duplicate + refused + parked"
    assert deployment.count(unbalanced) == 0


def demand_letters(deployment: Deployment) -> None:
    """`phendau tick` hands every alert for police to their channel, once; it gathers them for 20 seconds."""
    outbox = deployment.home / "outbox" / "police.jsonl"
    wanted = deployment.count("alerts_alert where agency = 'police'")

    def letters() -> list[str]:
        lines = outbox.read_text(encoding="utf-8").splitlines() if outbox.exists() else []
        return [json.loads(line)["key"] for line in lines]

    wait_until(lambda: len(letters()) >= wanted, SECONDS, "police have every letter")
    assert len(set(letters())) == len(letters()) == wanted
