"""Everything about pushing that only Python has: keywords, values, iterators, threads, secrets."""

from __future__ import annotations

import copy
import pickle
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from typing import Any

import pytest
from known import DEVICE, ISSUED_AT_S, NOW_MS, P8, TEAM_ID, TOKEN, TOPIC, device, key, note
from test_bad_input import WRONG, code, ids
from test_secrets import assert_hidden, shown

from waxwing import InputError, LimitError, MalformedError, apns

CHANNEL = "dHN0LXNyY2gtY2hubA=="
NOW = ISSUED_AT_S * 1000


def second_key() -> apns.ProviderKey:
    return apns.ProviderKey.from_p8(P8, key_id="XYZ123DEFG", team_id=TEAM_ID)


def session() -> apns.Session:
    return apns.Session.with_key(key())


def broadcast(**options: Any) -> apns.Broadcast:
    given: dict[str, Any] = {"event": "end", "timestamp": 7, "priority": 5, "expiration": 0}
    return apns.Broadcast(CHANNEL, TOPIC, **{**given, **options})


# Options.


@pytest.mark.parametrize(
    ("made", "topic", "payload"),
    [
        (apns.Notification.voip(TOPIC, custom={"a": 1}), f"{TOPIC}.voip", '{"aps":{},"a":1}'),
        (apns.Notification.complication(TOPIC), f"{TOPIC}.complication", '{"aps":{}}'),
        (apns.Notification.push_to_talk(TOPIC), f"{TOPIC}.voip-ptt", '{"aps":{}}'),
        (apns.Notification.location(TOPIC), f"{TOPIC}.location-query", '{"aps":{}}'),
        (
            apns.Notification.widgets(TOPIC),
            f"{TOPIC}.push-type.widgets",
            '{"aps":{"content-changed":true}}',
        ),
        (
            apns.Notification.controls(TOPIC),
            f"{TOPIC}.push-type.controls",
            '{"aps":{"content-changed":true}}',
        ),
        (
            apns.Notification.file_provider(TOPIC, "c", "d"),
            f"{TOPIC}.pushkit.fileprovider",
            '{"container-identifier":"c","domain":"d"}',
        ),
        (apns.Notification.mdm("uid", "magic"), "uid", '{"mdm":"magic"}'),
        (
            apns.Notification.live_activity(TOPIC, "update", 7, {"home": 2}, stale_date=8),
            f"{TOPIC}.push-type.liveactivity",
            '{"aps":{"timestamp":7,"event":"update","content-state":{"home":2},"stale-date":8}}',
        ),
        (apns.Notification.wallet("pass.a"), "pass.a", "{}"),
        (
            apns.Notification.website("web.a", "t", "b", ["42"]),
            "web.a",
            '{"aps":{"alert":{"title":"t","body":"b"},"url-args":["42"]}}',
        ),
        (
            apns.Notification.website("web.a", "t", "b"),
            "web.a",
            '{"aps":{"alert":{"title":"t","body":"b"},"url-args":[]}}',
        ),
    ],
    ids=lambda it: it.push_type if isinstance(it, apns.Notification) else "",
)
def test_every_kind_of_push_has_a_beginning(
    made: apns.Notification, topic: str, payload: str
) -> None:
    assert (made.topic, made.payload) == (topic, payload)
    again = pickle.loads(pickle.dumps(made))
    assert (again.topic, again.payload, again.lints) == (topic, payload, made.lints)


def test_dates_are_seconds_in_payloads() -> None:
    date = datetime(2025, 11, 21, 21, 20, 0, 999_999, tzinfo=timezone.utc)
    made = apns.Notification.live_activity(
        TOPIC, "end", date, {}, dismissal_date=date, expiration=date
    )
    assert made.payload == (
        '{"aps":{"timestamp":1763760000,"event":"end","content-state":{},'
        '"dismissal-date":1763760000}}'
    )
    assert made.expiration == 1_763_760_000
    naive = datetime(2025, 11, 21)
    assert code(lambda: apns.Notification.live_activity(TOPIC, "end", naive, {})) == "invalid_time"


def test_an_alert_may_be_a_mapping() -> None:
    plain: dict[str, Any] = {
        "title": {"locKey": "GOAL", "loc_args": ["Ada"]}, "body": "b", "launchImage": "i"
    }  # fmt: skip
    localized = apns.Alert(apns.Localized("GOAL", ("Ada",)), "b", launch_image="i")
    for alert in (plain, localized):
        made = apns.Notification.live_activity(TOPIC, "update", 7, {}, alert=alert)
        assert made.payload.startswith(
            '{"aps":{"alert":{"title":{"loc-key":"GOAL","loc-args":["Ada"]},"body":"b",'
            '"launch-image":"i"},'
        )
    with pytest.raises(InputError) as caught:
        apns.Notification.alert(TOPIC, {"title": "t", "colour": "red"})
    assert (caught.value.code, caught.value.subject) == ("invalid_input", "alert.colour")


def test_parts_of_an_alert_add_to_the_whole() -> None:
    expected = '{"aps":{"alert":{"title":"t","body":"b"}}}'
    assert apns.Notification.alert(TOPIC, "b", title="t").payload == expected
    assert apns.Notification.alert(TOPIC, apns.Alert(body="a", title="t"), body="b").payload == expected
    assert apns.Notification("alert", TOPIC, alert=apns.Alert("t", "b")).payload == expected
    twice: Any = {"alert": "b"}
    with pytest.raises(TypeError, match="two values for argument 'alert'"):
        apns.Notification.alert(TOPIC, "a", **twice)


@pytest.mark.parametrize("wrong", [wrong for wrong in WRONG if wrong is not None], ids=ids)
def test_an_option_is_of_its_kind(wrong: Any) -> None:
    kinds: dict[str, tuple[type, ...]] = {
        "thread_id": (str,), "badge": (int,), "relevance_score": (int, float),
        "mutable_content": (bool,), "content_state": (dict,), "stale_date": (int,),
        "url_args": (list, dict, bytes, bytearray, memoryview), "alert": (str, dict),
        "sound": (str, dict), "payload": (str, bytes, dict),
    }  # fmt: skip
    for name, good in kinds.items():
        fits = isinstance(wrong, good) and not (isinstance(wrong, bool) and bool not in good)
        if not fits:
            with pytest.raises(TypeError, match=f"{name} must be "):
                apns.Notification("alert", TOPIC, **{name: wrong})
    if not isinstance(wrong, dict):
        with pytest.raises(TypeError, match="options must be a mapping"):
            apns.Notification.from_options(wrong)


def test_what_was_cut_is_told() -> None:
    made = apns.Notification.alert(TOPIC, "word " * 1000, fit="/aps/alert")
    cut = made.cut
    assert cut is not None and cut.pointer == "/aps/alert" and len(made.payload.encode()) <= 4096
    assert cut.original_bytes == 5000 == cut.kept_bytes + cut.removed_bytes
    assert repr(cut) == f"<Cut of {cut.removed_bytes} bytes at /aps/alert>"
    assert note().cut is None
    assert code(lambda: apns.Notification.alert(TOPIC, "a" * 5000), LimitError) == "payload_too_large"


def test_lints_name_what_is_rarely_meant() -> None:
    (lint,) = apns.Notification.voip(TOPIC, priority=10).lints
    assert (lint.code, lint.subject) == (apns.LintCode.VOIP_EXPIRATION, "apns-expiration")
    assert lint.advice.endswith(".") and lint.source
    assert repr(lint) == "<Lint voip_expiration about apns-expiration>"
    assert {lint} == set(apns.Notification.voip(TOPIC, priority=10).lints)
    assert apns.Notification.voip(TOPIC, priority=10, expiration=0).lints == ()


def test_a_request_of_another_library_is_judged() -> None:
    body = b'{"aps":{"content-available":1}}'
    headers = {"apns-topic": TOPIC, "apns-push-type": "background"}
    codes = [lint.code for lint in apns.lint_request(headers, body)]
    assert codes == [apns.LintCode.BACKGROUND_PRIORITY, apns.LintCode.MISSING_CONTENT_TYPE]
    pairs = [(name.encode(), value) for name, value in headers.items()]
    assert [lint.code for lint in apns.lint_request(pairs, body)] == codes
    with pytest.raises(InputError) as caught:
        apns.lint_request({"apns-priority": "7"}, b"{}")
    assert caught.value.subject == "apns-priority"
    for wrong in (7, "text", [7], [("a", 7)]):
        with pytest.raises((TypeError, ValueError)):
            apns.lint_request(wrong, b"{}")  # type: ignore[arg-type]


def test_rules_of_push_types_and_headers() -> None:
    rules = apns.PushTypeRules(apns.PushType.BACKGROUND)
    assert (rules.priority, rules.expiration, rules.topic_suffix) == ("always 5", "any", "")
    assert apns.PushTypeRules("voip").max_payload_bytes == 5120
    assert apns.PushTypeRules("location").auth == apns.PushAuth.TOKEN
    assert code(lambda: apns.PushTypeRules("silent")) == "invalid_header_value"
    assert apns.header_stability("apns-topic") == apns.HeaderStability.FIXED
    assert apns.header_stability("authorization") == apns.HeaderStability.HOURLY
    assert apns.header_stability(":path") == apns.HeaderStability.UNIQUE


# Many devices.


def test_many_requests_share_all_but_the_device() -> None:
    push, token = note().prepare("sandbox"), key().token_issued_at(ISSUED_AT_S)
    devices = [apns.DeviceToken.from_hex(f"{number:08x}") for number in range(100)]
    requests = push.requests(iter(devices), token)
    assert iter(requests) is requests
    made = list(requests)
    for request, one in zip(made, devices):
        expected = push.request(one, token)
        assert (request.url, request.headers) == (expected.url, expected.headers)
        assert request.content is made[0].content is push.content
    assert len(made) == 100 and next(requests, None) is None
    assert list(push.requests([])) == []
    made[0].headers.append(("x", "y"))
    assert made[1].headers == made[0].headers == push.request(devices[0], token).headers


def test_what_is_no_device_is_refused_when_it_comes() -> None:
    mixed: Any = [device(), DEVICE]
    requests = note().prepare("sandbox").requests(mixed)
    next(requests)
    with pytest.raises(TypeError, match="device must be DeviceToken, not str"):
        next(requests)
    none: Any = 7
    with pytest.raises(TypeError, match="devices must be several DeviceToken, not int"):
        note().prepare("sandbox").requests(none)

    def broken() -> Any:
        raise OSError("no more")
        yield

    with pytest.raises(OSError, match="no more"):
        next(note().prepare("sandbox").requests(broken()))


# Values.


@pytest.mark.parametrize(
    "value",
    [
        apns.ChannelId(CHANNEL),
        apns.KeyScope(),
        apns.KeyScope(topics=["b", "a", "b"], environment="sandbox"),
        apns.Backoff(first_ms=5, max_ms=2**64 - 1),
        apns.PushTypeRules("voip"),
        apns.SessionPolicy(),
        apns.SessionPolicy(window_s=1800, max_streams=7, jitter_seed=2**64 - 1),
        apns.CertificateScope(TOPIC, topics=f"{TOPIC}.voip", environments=["sandbox"]),
        apns.GoAway(0, 5, b'{"reason":"Shutdown"}'),
        apns.GoAway(2**32 - 1, 0, b"a" * 20_000),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_survives_pickle_and_copy(value: Any) -> None:
    for again in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):
        assert again == value and type(again) is type(value)
        assert repr(again) == repr(value)
    assert value != object()
    with pytest.raises(AttributeError):
        value.something_else = 1


def test_channels_and_broadcasts_survive_pickle() -> None:
    for channels in (
        apns.Channels(TOPIC, "sandbox"),
        apns.Channels(TOPIC, apns.Endpoint.channel_management("production")),
        apns.Channels(TOPIC, apns.Endpoint.from_authority("localhost:7")),
    ):
        again = pickle.loads(pickle.dumps(channels))
        assert repr(again) == repr(channels)
        assert again.list().url == channels.list().url
    made = broadcast(request_id="eabeae54-14a8-11e5-b60b-1697f925ec7b", content_state={})
    calls = [it.prepare("sandbox") for it in (made, pickle.loads(pickle.dumps(made)))]
    assert calls[0].headers == calls[1].headers and calls[0].content == calls[1].content
    assert calls[0].url == calls[1].url


def test_what_is_shown_says_enough() -> None:
    assert repr(apns.ChannelId(CHANNEL)) == f"ChannelId('{CHANNEL}')"
    assert str(apns.ChannelId(CHANNEL)) == CHANNEL
    assert repr(apns.KeyScope(topics=TOPIC)) == f'KeyScope(topics=["{TOPIC}"])'
    assert repr(apns.SessionPolicy(max_streams=7)) == "SessionPolicy(max_streams=7)"
    assert repr(apns.GoAway(0, 5, b'{"reason":"Shutdown"}')) == (
        '<GoAway "Shutdown", error 0, last stream 5>'
    )
    assert repr(apns.Backoff()) == "Backoff(first_ms=1000, max_ms=900000)"
    made = session()
    assert repr(made) == "<Session without connection, 0 in flight>"
    assert repr(made.next(now=NOW)) == "<Next connect (first)>"
    made.connected(now=NOW)
    assert repr(made.next(now=NOW)) == "<Next send, room for 1>"
    made.sent(7, now=NOW)
    assert repr(made.reset(7, now=NOW)) == "<Outcome of 7: retry after 0 ms, attempt 1, ambiguous>"
    assert repr(made) == "<Session on connection 1, 0 in flight>"
    made.connect_failed(now=NOW)
    made.closed(1, now=NOW)
    assert repr(made.next(now=NOW)).startswith("<Next wait_until 1437179")


def test_nothing_shows_a_secret() -> None:
    made = session()
    made.connected(now=NOW)
    following = made.next(now=NOW)
    assert following.token is not None and following.token.jwt.startswith("eyJ")
    ring = apns.KeyRing().add(key(), apns.KeyScope())
    call = broadcast().prepare("sandbox")
    values = (made, following, ring, call, call.request(following.token), ring.choose(TOPIC, "sandbox"))
    for value in values:
        assert_hidden(shown(value))
    assert_hidden(shown(note().prepare("sandbox").requests([device()], following.token)))
    for secret in (made, ring, following):
        with pytest.raises(TypeError, match="cannot pickle"):
            pickle.dumps(secret)


# Arguments.


@pytest.mark.parametrize("wrong", WRONG, ids=ids)
def test_numbers_are_numbers(wrong: Any) -> None:
    made = session()
    runs: list[Callable[[Any], object]] = [
        lambda it: made.sent(it),
        lambda it: made.reply(it, apns.Reply.parse(200, {}, b"")),
        lambda it: made.reset(it),
        lambda it: made.closed(it),
        lambda it: made.forget(it),
        lambda it: made.pinged(it),
        lambda it: made.settings(it, None),
        lambda it: made.goaway(it, apns.GoAway(0, 0)),
        lambda it: apns.GoAway(it, 0),
        lambda it: apns.GoAway(0, it),
        lambda it: apns.Backoff().delay_ms(it),
    ]
    for run in runs:
        if isinstance(wrong, int) and not isinstance(wrong, bool):
            continue
        with pytest.raises(TypeError, match="must be int, not "):
            run(wrong)
    assert made.in_flight == 0


@pytest.mark.parametrize("number", [-1, 2**32, 2**64, 10**4000], ids=lambda it: f"{it.bit_length()} bits")
def test_a_number_of_more_bits_is_refused(number: int) -> None:
    made = session()
    if number != 2**32:
        assert code(lambda: made.sent(number)) == "invalid_input"
        assert code(lambda: apns.SessionPolicy(reply_timeout_ms=number)) == "invalid_input"
        assert code(lambda: apns.Backoff(first_ms=number)) == "invalid_input"
        assert code(lambda: apns.SessionPolicy(jitter_seed=number)) == "invalid_input"
    assert code(lambda: made.closed(number)) == "invalid_input"
    assert code(lambda: made.reset(1, number)) == "invalid_input"
    assert code(lambda: made.sent(1, stream=number)) == "invalid_input"
    assert code(lambda: made.settings(1, number)) == "invalid_input"
    assert code(lambda: apns.GoAway(number, 0)) == "invalid_input"
    assert code(lambda: apns.SessionPolicy(max_streams=number)) == "invalid_input"
    if number > 2**63:
        assert code(lambda: made.next(now=number)) == "invalid_time"


def test_arguments_of_other_types_are_type_errors() -> None:
    wrong: Any = object()
    made = session()
    for run in (
        lambda: apns.Session.with_key(wrong),
        lambda: apns.Session.with_key(key(), wrong),
        lambda: apns.Session.with_certificate(wrong),
        lambda: made.reply(1, wrong),
        lambda: made.goaway(1, wrong),
        lambda: made.replace_key(wrong),
        lambda: made.next(now=wrong),
        lambda: made.sent(1, expires_at=wrong),
        lambda: apns.GoAway(0, 0, wrong),
        lambda: apns.KeyRing().add(wrong, apns.KeyScope()),
        lambda: apns.KeyRing().add(key(), wrong),
        lambda: apns.KeyRing().choose(wrong, "sandbox"),
        lambda: apns.KeyScope(topics=wrong),
        lambda: apns.KeyScope(topics=[wrong]),
        lambda: apns.CertificateScope(wrong),
        lambda: apns.CertificateScope(TOPIC, environments=wrong),
        lambda: apns.CertificateScope(TOPIC).check(wrong, "sandbox"),
        lambda: apns.ChannelId(wrong),
        lambda: apns.Channels(wrong, "sandbox"),
        lambda: apns.Channels(TOPIC, wrong),
        lambda: apns.Channels(TOPIC, "sandbox").create(wrong),
        lambda: apns.Channels(TOPIC, "sandbox").read(wrong),
        lambda: apns.Broadcast(wrong, TOPIC),
        lambda: broadcast().prepare("sandbox").request(wrong),
        lambda: broadcast().prepare("sandbox").request_id(wrong),
        lambda: apns.header_stability(wrong),
        lambda: apns.PushTypeRules(wrong),
    ):
        with pytest.raises(TypeError):
            run()


def test_a_lone_surrogate_is_no_text() -> None:
    bad = "\ud800"
    for run in (
        lambda: apns.ChannelId(bad),
        lambda: apns.KeyScope(topics=bad),
        lambda: apns.CertificateScope(bad),
        lambda: apns.Channels(bad, "sandbox"),
        lambda: apns.Notification.mdm("uid", bad),
        lambda: apns.Notification.live_activity(TOPIC, bad, 0, {}),
        lambda: apns.Notification.live_activity(TOPIC, "end", 0, {"a": bad}),
        lambda: apns.Notification.from_options({"push_type": "alert", "topic": bad}),
        lambda: apns.Notification.website("web.a", "t", "b", [bad]),
    ):
        assert code(run) == "invalid_input"
    reply = apns.Reply.parse(201, {"apns-channel-id": bad}, b"")
    assert reply.apns_channel_id is None


def test_a_reply_about_channels_is_read_or_refused() -> None:
    assert code(lambda: apns.Reply.parse(404, {}, b"{}").channel()) == "invalid_input"
    assert code(lambda: apns.Reply.parse(200, {}, b"{").channel_ids(), MalformedError) == "invalid_json"
    reply = apns.Reply.parse(200, {}, b'{"channels":["AA==","BB=="]}')
    first = apns.ChannelId("AA==")
    with pytest.raises(MalformedError):
        reply.channel_ids()
    (only,) = apns.Reply.parse(200, {}, b'{"channels":["AA=="]}').channel_ids()
    assert only == first and hash(only) == hash(first) and only <= first


# Keys and certificates.


def test_a_ring_does_not_change() -> None:
    one = apns.KeyRing().add(key(), apns.KeyScope())
    two = one.add(second_key(), apns.KeyScope(topics=TOPIC, environment="production"))
    assert (len(one), len(two)) == (1, 2)
    assert two.choose(f"{TOPIC}.voip", "production").key_id == "XYZ123DEFG"
    assert one.choose(TOPIC, "production").key_id == key().key_id
    assert two.choose("com.example.other", "sandbox").token_issued_at(ISSUED_AT_S).jwt == TOKEN
    assert code(lambda: apns.KeyRing().choose(TOPIC, "sandbox")) == "no_matching_key"
    many = [f"com.example.a{number}" for number in range(401)]
    assert code(lambda: apns.KeyScope(topics=many), LimitError) == "too_large"
    assert apns.KeyScope(topics=["b", "a"]).topics == ("a", "b")


def test_a_certificate_may_push_what_it_names() -> None:
    scope = apns.CertificateScope(TOPIC, topics=f"{TOPIC}.voip", environments="sandbox")
    assert scope.default_topic == TOPIC
    scope.check(note(), "sandbox")
    scope.check(apns.Notification.voip(TOPIC), "sandbox")
    with pytest.raises(InputError) as caught:
        scope.check(note(), "production")
    assert (caught.value.code, caught.value.subject) == ("no_matching_key", "environment")
    # Complications stand in other certificates, widgets in none.
    with pytest.raises(InputError, match="apns-topic"):
        scope.check(apns.Notification.complication(TOPIC), "sandbox")
    with pytest.raises(InputError, match="apns-push-type"):
        scope.check(apns.Notification.widgets(TOPIC), "sandbox")


# Sessions.


def test_a_session_reads_the_clock_unless_told_the_time() -> None:
    made = session()
    made.connected()
    token = made.next().token
    assert token is not None and abs(token.issued_at - key().token_at().issued_at) <= 3_000_000
    date = datetime.fromtimestamp(NOW_MS / 1000, timezone.utc)
    other = session()
    other.connected(now=date)
    following = other.next(now=NOW_MS)
    assert following.token is not None
    assert following.token.issued_at == key().token_at(date).issued_at


def test_the_same_token_is_the_same_object() -> None:
    made = session()
    made.connected(now=NOW)
    assert made.next(now=NOW).token is made.next(now=NOW + 1).token
    made.replace_key(second_key(), now=NOW)
    made.connected(now=NOW)
    token = made.next(now=NOW).token
    assert token is not None and token.key_id == "XYZ123DEFG"


def test_an_unknown_request_has_no_outcome() -> None:
    made = session()
    assert made.reply(7, apns.Reply.parse(200, {}, b"")) is None
    assert made.reset(7) is None and made.overdue() == [] and made.closed(7) == []
    assert made.drained() is None and made.wake_at() is None and made.ping_due_at() is None


def test_outcomes_tell_everything() -> None:
    made = session()
    number = made.connected(now=NOW)
    made.next(now=NOW)
    made.sent(7, stream=1, now=NOW)
    body = b'{"reason":"Unregistered","timestamp":1437000000000}'
    outcome = made.reply(7, apns.Reply.parse(410, {}, body), now=NOW)
    assert outcome is not None
    assert (outcome.action, outcome.scope, outcome.fate) == ("drop_device", "device", "answered")
    assert (outcome.reason, outcome.since_ms) == ("Unregistered", 1_437_000_000_000)
    assert not outcome.resend and not outcome.new_connection and outcome.advice
    made.sent(8, stream=3, now=NOW)
    (outcome,) = made.goaway(number, apns.GoAway(0, 1), now=NOW)
    assert (outcome.request, outcome.fate, outcome.resend) == (8, "not_processed", True)
    assert made.drained() == number


def test_threads_share_a_session() -> None:
    made = session()
    made.connected(now=NOW)
    made.next(now=NOW)
    made.sent(0, now=NOW)
    accepted = apns.Reply.parse(200, {}, b"")
    made.reply(0, accepted, now=NOW)
    barrier = threading.Barrier(8)

    def work(thread: int) -> int:
        barrier.wait()
        delivered = 0
        for turn in range(200):
            number = thread * 1000 + turn + 1
            following = made.next(now=NOW)
            assert following.action == apns.NextAction.SEND
            made.sent(number, now=NOW)
            outcome = made.reply(number, accepted, now=NOW)
            delivered += outcome is not None and outcome.action == apns.Action.DELIVERED
        return delivered

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(work, range(8))) == 1600
    assert made.in_flight == 0
