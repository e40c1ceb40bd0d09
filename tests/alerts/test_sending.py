"""From an alert that waits to one that went out, or to the operators."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from services.alerts.deliveries import BACKOFF_MINUTES, LEASE, MAX_ATTEMPTS, claim, due, note_sent
from services.alerts.ledger import alerts
from services.alerts.sending import Sent, send_waiting
from services.alerts.steps import revoke
from services.alerts.tables import DeliveryRow
from services.alerts.watches import Watch, default_watches, set_watches, watches
from services.alerts.words import DeliveryState, Kind
from services.domain.agencies import ALERTED, Agency
from services.domain.levels import RiskLevel
from tests.alerts.happenings import first_case, level_changed
from tests.at_once import at_once

pytestmark = pytest.mark.usefixtures("watched")


def states(database) -> list[str]:
    with database.reading() as tx:
        return list(tx.execute(select(DeliveryRow.state).order_by(DeliveryRow.id)).scalars())


def test_what_waits_goes_out_once(log, send, console, database):
    log.tell(first_case())

    assert send() == Sent(sent=len(ALERTED))
    assert send() == Sent()
    assert {recipient for recipient, _ in console.letters} == {agency.value for agency in ALERTED}
    assert states(database) == [DeliveryState.SENT] * len(ALERTED)


def test_a_refused_letter_is_tried_again_later_with_the_same_key(log, send, console, clock):
    log.tell(first_case())
    console.broken = True
    assert send() == Sent(failed=len(ALERTED))
    assert send() == Sent()

    console.broken = False
    clock.move_to(clock() + timedelta(minutes=BACKOFF_MINUTES[0]))
    assert send() == Sent(sent=len(ALERTED))

    keys = {letter.key for _, letter in console.letters}
    assert len(keys) == len(ALERTED)
    assert all(letter.key.startswith(f"{letter.alert_id}:console:") for _, letter in console.letters)


def test_after_the_last_attempt_the_operators_are_told_once_and_without_end(
    log, send, console, clock, database
):
    log.tell(first_case())
    console.broken = True
    for _ in range(3 * MAX_ATTEMPTS):
        send()
        clock.move_to(clock() + timedelta(minutes=max(BACKOFF_MINUTES)))

    with database.reading() as tx:
        raised = [alert for alert in alerts(tx) if alert.kind is Kind.NOT_DELIVERED]
    assert {alert.agency for alert in raised} == {Agency.COMMAND}
    assert len(raised) == len(ALERTED)
    assert set(states(database)) == {DeliveryState.GIVEN_UP}


def test_a_channel_that_is_not_set_up_fails_and_says_so(log, database, terms, clock):
    log.tell(first_case())

    assert send_waiting(database, {}, terms, clock()).failed == len(ALERTED)
    with database.reading() as tx:
        errors = set(tx.execute(select(DeliveryRow.last_error)).scalars())
    assert errors == {
        "Channel console did not deliver: the channel is not set up here; it will be tried again."
    }


def test_an_unexpected_fault_of_a_channel_holds_up_nobody_and_leaks_nothing(log, database, terms, clock):
    log.tell(first_case())

    def faulty(recipient, letter):
        raise RuntimeError(f"secret of {recipient}")

    assert send_waiting(database, {"console": faulty}, terms, clock()).failed == len(ALERTED)
    with database.reading() as tx:
        assert not any("secret" in error for error in tx.execute(select(DeliveryRow.last_error)).scalars())


def test_a_crash_between_sending_and_noting_repeats_the_letter_with_the_same_key(
    log, send, console, clock, database, terms
):
    log.tell(first_case())

    class Killed(BaseException):
        pass

    def dies_after_sending(recipient, letter):
        console(recipient, letter)
        raise Killed

    with pytest.raises(Killed):
        send_waiting(database, {"console": dies_after_sending}, terms, clock())
    assert send().sent == len(ALERTED) - 1
    clock.move_to(clock() + LEASE)
    assert send().sent == 1

    keys = [letter.key for _, letter in console.letters]
    assert len(keys) == len(ALERTED) + 1
    assert len(set(keys)) == len(ALERTED)


def test_an_attempt_that_kills_its_process_is_not_made_for_ever(log, database, terms, clock):
    log.tell(first_case())
    tries = []

    class Killed(BaseException):
        pass

    def deadly(recipient, letter):
        tries.append(letter.key)
        raise Killed

    for _ in range(len(ALERTED) * (MAX_ATTEMPTS + 2)):
        try:
            send_waiting(database, {"console": deadly}, terms, clock())
        except Killed:
            clock.move_to(clock() + LEASE)

    with database.reading() as tx:
        kinds = [alert.kind for alert in alerts(tx)]
    assert max(map(tries.count, tries)) == MAX_ATTEMPTS
    assert Kind.NOT_DELIVERED in kinds


def test_two_senders_side_by_side_never_send_the_same(log, database, terms, clock, console):
    log.tell(*(level_changed(area=f"{c:05}", order_number=f"{c}") for c in range(7000, 7010)))
    clock.move_to(clock() + terms.gathering)

    at_once(*(lambda: send_waiting(database, {"console": console}, terms, clock()) for _ in range(4)))

    keys = [letter.key for _, letter in console.letters]
    assert len(keys) == len(set(keys)) == 10 * len(ALERTED)


def test_a_sender_whose_lease_ran_out_notes_nothing(log, database, clock):
    log.tell(first_case())
    first = due(database, clock(), 1)[0]
    with database.transaction() as tx:
        slow = claim(tx, first, clock())
    clock.move_to(clock() + LEASE)
    with database.transaction() as tx:
        quick = claim(tx, first, clock())

    with database.transaction() as tx:
        assert note_sent(tx, slow) is False
        assert note_sent(tx, quick) is True


def test_a_storm_is_sent_after_it_has_gathered_as_one_letter_each(log, send, console, clock, terms, areas):
    storm = [level_changed(area=a.code, after=2, order_number="07/CĐ-UBND") for a in areas.within("22")]
    log.tell(*storm[:10])
    log.tell(*storm[10:])
    assert send() == Sent()

    clock.move_to(clock() + terms.gathering)
    assert send() == Sent(sent=len(ALERTED))

    assert {len(letter.areas) for _, letter in console.letters} == {len(storm)}


def test_what_has_gone_out_does_not_grow(log, console, clock, terms, database, channels):
    log.tell(level_changed(area="205", order_number="01"))
    send_waiting(database, channels, terms, clock() + terms.gathering)

    log.tell(level_changed(area="07001", order_number="01"))
    send_waiting(database, channels, terms, clock() + 2 * terms.gathering)

    assert sorted(letter.areas for _, letter in console.letters) == [("07001",)] * 4 + [("205",)] * 4


def test_a_revoked_alert_is_not_sent_any_more(log, send, database):
    log.tell(first_case())
    with database.transaction() as tx:
        for alert in alerts(tx):
            revoke(tx, alert.id, by=Agency.COMMAND, note="nhầm số liệu")

    assert send() == Sent()


def test_a_watch_narrows_by_area_level_and_kind(log, send, console, database):
    with database.transaction() as tx:
        set_watches(
            tx,
            [
                Watch(Agency.POLICE, "console", "ca-mong-cai", area="194"),
                Watch(Agency.POLICE, "console", "red-only", from_level=RiskLevel.VERY_HIGH),
                Watch(Agency.POLICE, "console", "border", kinds=frozenset({Kind.BORDER_INCIDENT})),
            ],
        )

    log.tell(level_changed(area="06709", after=2), level_changed(area="07001", before=4, after=1))
    send()

    assert {(to, letter.area) for to, letter in console.letters} == {
        ("ca-mong-cai", "06709"),
        ("red-only", "07001"),
    }


def test_setting_the_same_watches_twice_changes_nothing_and_others_go(database):
    wanted = default_watches({Agency.POLICE: [("webhook", "https://ca.example/hook")]})
    with database.transaction() as tx:
        set_watches(tx, wanted)
        set_watches(tx, wanted)
        assert len(watches(tx)) == len(wanted)
        assert ("webhook", "https://ca.example/hook") in {(w.channel, w.recipient) for w in watches(tx)}
        set_watches(tx, wanted[:1])
        assert watches(tx) == wanted[:1]
