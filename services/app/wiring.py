"""Who listens to what. Read this first."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from services.alerts.cap import CapSender
from services.alerts.channels import build_channels
from services.alerts.letters import Send
from services.alerts.listening import alerts_consumer
from services.alerts.sending import Sent, send_waiting
from services.alerts.terms import Terms
from services.alerts.watches import default_watches, set_watches
from services.app.event_log import event_log
from services.app.migrating import migrate
from services.app.own_feeds import feeds_of
from services.app.recipients import channel_settings, recipients_of
from services.app.settings import Settings
from services.app.tracing_room import tracing_room
from services.app.work_room import work_rules
from services.ingest.columns import Reading
from services.ingest.feeds import Feeds
from services.ingest.identities import Identity, cards_of
from services.ingest.known_places import KnownPlaces
from services.ingest.limits import limits_at
from services.ingest.memory import Memory
from services.ingest.topics import intake_consumer
from services.linkage.deciding import Thresholds
from services.linkage.hearing import linkage_consumer
from services.plumbing.bus import EventLog
from services.plumbing.clock import Clock, system_clock
from services.plumbing.consuming import Consumer, hearing
from services.plumbing.database import Database, Transaction
from services.plumbing.faultpoints import arm
from services.plumbing.privacy import Privacy, house_secret
from services.policy.reader import Jurisdiction, load_jurisdiction
from services.posts.keys import HouseKeys, house_keys
from services.risk.hearing import handlers
from services.risk.numbers import OWN
from services.risk.regrading import regrade
from services.risk.surroundings import FROM_OTHERS
from services.tracing.generating import WorkRules, generate_all
from services.tracing.work_making import work_consumer

COMPUTED = frozenset((*OWN, *FROM_OTHERS))
"""Numbers that risk computes: the law may speak of no others; checked before anything starts."""


@dataclass(frozen=True)
class House:
    """Everything built and connected."""

    settings: Settings
    clock: Clock
    jurisdiction: Jurisdiction
    database: Database
    log: EventLog
    privacy: Privacy
    channels: Mapping[str, Send]
    feeds: Feeds
    """What comes with the house, and what its own files add."""
    memory: Memory = field(default_factory=Memory)
    """What cells said before: from batch to batch, and never to disk."""
    replaying: bool = False
    """True for the demo: what leaves this house is marked as an exercise."""

    @cached_property
    def consumers(self) -> dict[str, Consumer]:
        """Every listener by the name that `phendau work` knows it by."""
        areas = self.jurisdiction.areas
        return {
            "intake": intake_consumer(self.feeds, self.reading, self.clock, self.privacy),
            "linkage": linkage_consumer(self.privacy, self._identities, self._linkage_limits),
            "tracing": tracing_room(self.feeds, self.jurisdiction, self.clock),
            "work": work_consumer(self.work_rules),
            "risk": hearing("risk", handlers(areas, self._quiet_days), after=self._regrade),
            "alerts": alerts_consumer(self.terms),
        }

    @cached_property
    def _places(self) -> KnownPlaces:
        return KnownPlaces(self.jurisdiction.places)

    @cached_property
    def terms(self) -> Terms:
        """What alerts are written with."""
        return Terms(areas=self.jurisdiction.areas, zone=self.jurisdiction.zone)

    @cached_property
    def work_rules(self) -> WorkRules:
        """What the work of tracing teams goes by."""
        return work_rules(self.jurisdiction)

    @cached_property
    def code_keys(self) -> HouseKeys:
        """What signs the codes of declarations, and what is accepted."""
        numbers = [int(one) for one in self.settings.code_keys.split(",")]
        return house_keys(self.privacy.key_for, numbers)

    @property
    def cap_sender(self) -> CapSender:
        """Who speaks in the public warning feed."""
        name = f"phendau.{self.jurisdiction.name}"
        return CapSender(name, self.jurisdiction.title, self.jurisdiction.zone, exercise=self.replaying)

    def reading(self, learned_at: datetime | None = None) -> Reading:
        """What a feed needs to read a row that reached us at a moment (default: now)."""
        moment = learned_at or self.clock()
        return Reading(
            areas=self.jurisdiction.areas,
            zone=self.jurisdiction.zone,
            learned_at=moment,
            privacy=self.privacy,
            places=self._places,
            limits=limits_at(self.jurisdiction.law.parameters, moment),
            memory=self.memory,
        )

    def regrade(self) -> int:
        """Grade the whole map for now; what the clock alone changes (orders end, windows move on)."""
        with self.database.transaction() as tx:
            return regrade(tx, self.jurisdiction, self.clock())

    def list_work(self) -> int:
        """Bring the work of tracing teams up to the lists; what the clock alone changes (teams, retries)."""
        with self.database.transaction() as tx:
            return generate_all(tx, self.work_rules)

    def send(self, until: datetime | None = None) -> Sent:
        """Send the alerts that are due now, or by `until`."""
        return send_waiting(self.database, self.channels, self.terms, until or self.clock())

    def move_in(self) -> None:
        """Bring the database to its newest shape and note who wants to be told."""
        migrate(self.database)
        with self.database.transaction() as tx:
            set_watches(tx, default_watches(recipients_of(self.settings)))

    def close(self) -> None:
        """Give everything back."""
        self.log.close()
        self.database.close()

    def _regrade(self, tx: Transaction) -> None:
        regrade(tx, self.jurisdiction, self.clock())

    def _identities(self, tx: Transaction, records: Collection[str]) -> Sequence[Identity]:
        return cards_of(tx, self.privacy, records)

    def _linkage_limits(self) -> Thresholds:
        number, now = self.jurisdiction.law.parameters.number, self.clock()
        return Thresholds(number("linkage_merge", now), number("linkage_review", now))

    def _quiet_days(self) -> int:
        return int(self.jurisdiction.law.parameters.number("quiet_days", self.clock()))


def build(settings: Settings, clock: Clock = system_clock, *, replaying: bool = False) -> House:
    """The house of these settings; raises BadLaw, BadSetting, Unavailable."""
    arm(settings.fault, settings.fault_seed)
    settings.home.mkdir(parents=True, exist_ok=True)
    database = Database(settings.url(), clock, exercise=replaying)
    jurisdiction = load_jurisdiction(settings.jurisdiction, COMPUTED)
    return House(
        settings=settings,
        clock=clock,
        jurisdiction=jurisdiction,
        database=database,
        log=event_log(settings, database),
        privacy=Privacy(_secret(settings)),
        channels=build_channels(channel_settings(settings, exercise=replaying)),
        feeds=feeds_of(settings),
        replaying=replaying,
    )


def _secret(settings: Settings) -> str:
    return settings.secret_key.get_secret_value() if settings.secret_key else house_secret(settings.home)
