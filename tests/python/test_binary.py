"""The binary protocol in Python: values, streams in pieces, and what is wrong with them."""

from __future__ import annotations

import copy
import pickle
import threading
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import pytest
from known import TOPIC, device
from test_secrets import shown

from waxwing import InputError, MalformedError, WaxwingError, _waxwing, apns
from waxwing.apns import binary

PAYLOAD = '{"aps":{"alert":"Ready"}}'


def notes() -> list[tuple[binary.Notification, str]]:
    make = binary.Notification
    return [
        (make(device(), PAYLOAD), "simple"),
        (make(device(), PAYLOAD.encode(), identifier=7, expiry_s=0), "enhanced"),
        (make(device(), PAYLOAD, identifier=2**32 - 1, priority=5), "modern"),
    ]


def code(run: Callable[[], object], error: type[WaxwingError] = InputError) -> str:
    with pytest.raises(error) as caught:
        run()
    assert device().hex[:16] not in shown(caught.value) and "Ready" not in shown(caught.value)
    return caught.value.code


def test_a_stream_may_be_cut_anywhere() -> None:
    data = b"".join(note.to_bytes(frame) for note, frame in notes())
    whole = [(it.notification, it.frame) for it in binary.Decoder.decode(data)]
    assert whole == notes()
    for piece in (1, 7, 64, len(data)):
        decoder = binary.Decoder()
        found = [it for at in range(0, len(data), piece) for it in decoder.feed(data[at : at + piece])]
        decoder.finish()
        assert [it.notification for it in found] == [note for note, _ in notes()]
        assert all(it.other_items == () for it in found) and decoder.needed == 1


def test_a_fault_comes_behind_what_is_in_front_of_it_and_stays() -> None:
    note, frame = notes()[0]
    decoder = binary.Decoder()
    assert len(decoder.feed(note.to_bytes(frame) + b"\x09")) == 1
    for _ in range(2):
        assert code(lambda: decoder.feed(b"\0"), MalformedError) == "malformed_frame"
    assert code(lambda: decoder.finish(), MalformedError) == "malformed_frame"
    assert code(lambda: binary.Decoder.decode(b"\0\0"), MalformedError) == "malformed_frame"


def test_unknown_items_are_kept() -> None:
    data = notes()[2][0].to_bytes("modern") + b""
    more = b"\x09\0\x02ab"
    data = data[:1] + (int.from_bytes(data[1:5], "big") + len(more)).to_bytes(4, "big") + data[5:] + more
    (received,) = binary.Decoder.decode(data)
    assert received.other_items == ((9, b"ab"),)


def test_what_does_not_fit_the_protocol_is_refused() -> None:
    make = binary.Notification
    for run in (
        lambda: make(device(), b"").to_bytes("simple"),
        lambda: make(device(), bytes(2049)).to_bytes("simple"),
        lambda: make(device(), "{}", identifier=1).to_bytes("simple"),
        lambda: make(device(), "{}", priority=10).to_bytes("enhanced"),
        lambda: make(device(), "{}", priority=7).to_bytes("modern"),
        lambda: make(device(), "{}").to_bytes("SIMPLE"),
        lambda: make(device(), b"\xff").to_notification("alert", TOPIC),
        lambda: make(device(), "\ud800"),
    ):
        assert code(run) == "invalid_binary_notification"
    for number in (-1, 2**32):
        assert code(lambda: make(device(), "{}", identifier=number)) == "invalid_input"
        assert code(lambda: make(device(), "{}", expiry_s=number)) == "invalid_input"
    assert code(lambda: make(device(), "{}", priority=256)) == "invalid_input"


def test_a_notification_leads_to_http_2() -> None:
    old = binary.Notification(device(), PAYLOAD, expiry_s=1_800_000_000, priority=10)
    new = old.to_notification("alert", TOPIC, collapse_id="a")
    assert (new.payload, new.priority, new.expiration) == (PAYLOAD, 10, 1_800_000_000)
    request = new.prepare("production").request(old.device)
    assert request.url.endswith(old.device.hex) and ("apns-collapse-id", "a") in request.headers


def test_an_error_packet_is_six_bytes() -> None:
    packet = binary.ErrorPacket.from_bytes(b"\x08\x0a\0\0\0\x07")
    assert (packet.status, packet.code, packet.identifier) == (binary.Status.SHUTDOWN, 10, 7)
    assert not packet.is_refused and packet.advice.endswith(".")
    assert packet == binary.ErrorPacket(10, 7) and packet.to_bytes() == b"\x08\x0a\0\0\0\x07"
    assert binary.ErrorPacket(42, 0).status == "other"
    for bad in (b"", b"\x08", b"\x07\x0a\0\0\0\x07", b"\x08\x0a\0\0\0\x07\0"):
        assert code(lambda: binary.ErrorPacket.from_bytes(bad), MalformedError) == "malformed_frame"


def test_feedback_drops_what_was_not_registered_since() -> None:
    entry = binary.FeedbackEntry(1_454_948_015, device())
    (again,) = binary.FeedbackDecoder.decode(entry.to_bytes())
    assert again == entry and again.device == device()
    assert (entry.time_s, entry.time) == (1_454_948_015, 1_454_948_015_000)
    assert entry.drops() and entry.drops(entry.time - 1) and not entry.drops(entry.time)
    assert not entry.drops(datetime(2026, 1, 1, tzinfo=timezone.utc))
    decoder = binary.FeedbackDecoder()
    assert decoder.feed(entry.to_bytes()[:10]) == [] and decoder.needed == 28
    assert code(lambda: decoder.finish(), MalformedError) == "malformed_frame"


@pytest.mark.parametrize(
    "value",
    [
        *(note for note, _ in notes()),
        binary.ErrorPacket(8, 1),
        binary.FeedbackEntry(7, device()),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_survive_pickle_and_copy_and_are_not_shown(value: object) -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(value, protocol))
        assert again == value and type(again) is type(value)
    assert copy.copy(value) == copy.deepcopy(value) == value != object()
    assert device().hex[:16] not in shown(value) and "Ready" not in shown(value)


@pytest.mark.parametrize("wrong", [7.5, bytearray(b"b"), memoryview(b"m"), object()])
@pytest.mark.parametrize(
    "run",
    [
        lambda wrong: binary.Notification(wrong, "{}"),
        lambda wrong: binary.Notification(device(), wrong),
        lambda wrong: binary.Notification(device(), "{}", identifier=wrong),
        lambda wrong: binary.Notification(device(), "{}", priority=wrong),
        lambda wrong: binary.Notification(device(), "{}").to_bytes(wrong),
        lambda wrong: binary.Notification(device(), "{}").to_notification(wrong, TOPIC),
        lambda wrong: binary.Decoder().feed(wrong),
        lambda wrong: binary.Decoder.decode(wrong),
        lambda wrong: binary.ErrorPacket(wrong, 1),
        lambda wrong: binary.ErrorPacket.from_bytes(wrong),
        lambda wrong: binary.FeedbackEntry(wrong, device()),
        lambda wrong: binary.FeedbackEntry(7, device()).drops(wrong),
        lambda wrong: binary.FeedbackDecoder().feed(wrong),
    ],
)
def test_a_wrong_type_is_named(run: Callable[[Any], object], wrong: Any) -> None:
    with pytest.raises(TypeError):
        run(wrong)


def test_threads_may_share_a_decoder() -> None:
    note, frame = notes()[0]
    decoder, data, found = binary.Decoder(), note.to_bytes(frame), []

    def work() -> None:
        for _ in range(200):
            found.extend(decoder.feed(data))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    decoder.finish()
    assert len(found) == 800 and all(it.notification == note for it in found)


def test_constants_repeat_the_core() -> None:
    for name, values in _waxwing.binary.names().items():
        constants = vars(getattr(binary, name))
        assert [value for key, value in constants.items() if key.isupper()] == values, name
    assert apns.binary is binary
