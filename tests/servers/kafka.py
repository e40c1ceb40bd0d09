"""A real Apache Kafka broker on this machine: one KRaft node, free ports, data in a temporary folder."""

import base64
import shutil
import subprocess
import tempfile
import uuid
from pathlib import Path

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from tests.servers import kafka_jars
from tests.servers.process import LoggedProcess
from tests.servers.waiting import NeverHappened, answers_on, free_ports, wait_until

PROPERTIES = """\
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:{broker},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=PLAINTEXT://127.0.0.1:{broker}
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
controller.quorum.voters=1@127.0.0.1:{controller}
log.dirs={folder}/data
num.partitions=3
offsets.topic.num.partitions=1
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
auto.create.topics.enable=false
broker.heartbeat.interval.ms=500
broker.session.timeout.ms=2000
"""
# The last two: a killed broker may not come back before its old session has run out (9 s by default).
# TieredStopAtLevel=1: on a small machine a test's broker is gone before the better compiler has paid off.
MEMORY = ("-Xms128m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
VOICE = ("-Dorg.slf4j.simpleLogger.showDateTime=true", "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS")
START_SECONDS = 60


class KafkaServer:
    """A broker that tests may stop, kill and freeze; what it acknowledged is there after the next start."""

    can_be_hurt = True

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="phendau-kafka-"))
        self._port, controller = free_ports(2)
        self.bootstrap = f"127.0.0.1:{self._port}"
        settings = self.folder / "server.properties"
        settings.write_text(PROPERTIES.format(broker=self._port, controller=controller, folder=self.folder))
        java = ["java", *MEMORY, *VOICE, "-cp", kafka_jars.classpath()]
        self._format_command = [
            *java,
            "kafka.tools.StorageTool",
            "format",
            "-t",
            _cluster_id(),
            "-c",
            str(settings),
        ]
        self._process = LoggedProcess([*java, "kafka.Kafka", str(settings)], self.log)

    @property
    def log(self) -> Path:
        """Everything the broker has said, over all starts."""
        return self.folder / "broker.log"

    @property
    def pid(self) -> int:
        """The broker's process number."""
        return self._process.pid

    def start(self) -> None:
        """Start (or resume) the broker on its own port and data, and return once it serves clients."""
        self._process.resume()
        if not (self.folder / "data" / "meta.properties").exists():
            subprocess.run(self._format_command, check=True, capture_output=True, timeout=START_SECONDS)
        self._process.start()
        try:
            wait_until(self._listens_or_died, START_SECONDS, "the broker listens")
            wait_until(self._serves, START_SECONDS, "the broker answers a client")
        except NeverHappened as never:
            raise NeverHappened(f"{never}\n{self._process.last_words()}") from never

    def stop(self) -> None:
        """Shut down in good order; data stay."""
        self._process.stop()

    def kill(self) -> None:
        """SIGKILL: no goodbye to clients, nothing flushed; data stay."""
        self._process.kill()

    def pause(self) -> None:
        """SIGSTOP: connections stay open, nobody answers."""
        self._process.pause()

    def resume(self) -> None:
        """SIGCONT after `pause`."""
        self._process.resume()

    def remove(self) -> None:
        """Kill the broker and delete its data."""
        self._process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _listens_or_died(self) -> bool:
        if not self._process.running:
            raise NeverHappened("The broker ended while starting")
        return answers_on(self._port)

    def _serves(self) -> bool:
        try:
            client = KafkaAdminClient(bootstrap_servers=self.bootstrap, bootstrap_timeout_ms=5000)
        except KafkaError:
            return False
        try:
            client.list_topics()
        except KafkaError:
            return False
        finally:
            client.close()
        return True


def _cluster_id() -> str:
    """What `random-uuid` of the StorageTool makes, without a Java; a leading '-' would read as an option."""
    return "p" + base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")[1:]
