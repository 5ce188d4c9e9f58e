"""The request for one device, by waxwing and by aioapns 4.0, measured in turns.

aioapns builds headers and body when it sends: its own function runs against a connection that takes
both and goes no further. waxwing makes the whole request.
"""

from __future__ import annotations

import statistics
import time
from typing import Any, Callable

from aioapns import NotificationRequest, PushType
from aioapns.connection import APNsBaseClientProtocol
from waxwing import apns

P8 = "MEECAQAwEwYHKoZIzj0CAQYIKoZIzj0DAQcEJzAlAgEBBCDJr6nYRbp1FmtcIVdnsdaTTlDD2zbomxJ7imIrEg9nIQ=="
DEVICE = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0"
TURNS, CALLS = 21, 2000
LIMIT_US = 2.0


class Taken(Exception):
    """Headers and body are complete."""


class Connection:
    """Takes what aioapns sends, as far as it is measured."""

    def send_headers(self, stream_id: int, headers: list[tuple[str, str]]) -> None:
        self.headers = headers

    def send_data(self, stream_id: int, data: bytes, end_stream: bool) -> None:
        raise Taken


class Channels:
    async def acquire(self) -> int:
        return 1


class Provider:
    def __init__(self, header: str) -> None:
        self.header = header

    def get_header(self) -> str:
        return self.header


def peer(header: str) -> Callable[[], None]:
    protocol: Any = APNsBaseClientProtocol.__new__(APNsBaseClientProtocol)
    protocol.conn, protocol.free_channels = Connection(), Channels()
    protocol.apns_topic, protocol.auth_provider = "com.example.app", Provider(header)
    protocol.APNS_SERVER = "api.push.apple.com"
    message = {"aps": {"alert": {"title": "Ready", "body": "Your order is here"}}}

    def request() -> None:
        given = NotificationRequest(
            device_token=DEVICE, message=message, push_type=PushType.ALERT, priority=10
        )
        try:
            protocol.send_notification(given).send(None)
        except Taken:
            pass

    return request


def nanoseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter_ns()
    for _ in range(CALLS):
        work()
    return (time.perf_counter_ns() - start) / CALLS


def main() -> None:
    key = apns.ProviderKey.from_p8(P8, key_id="ABC123DEFG", team_id="DEF123GHIJ")
    token = key.token_at(1_763_760_000_000)
    note = apns.Notification.alert(
        "com.example.app", title="Ready", body="Your order is here", priority=10
    )
    push = note.prepare("production")
    device = apns.DeviceToken.from_hex(DEVICE)
    other = peer(token.authorization)
    own, others = [], []
    for _ in range(TURNS):
        own.append(nanoseconds(lambda: push.request(device, token)))
        others.append(nanoseconds(other))
    ours, theirs = statistics.median(own), statistics.median(others)
    print(f"peer python waxwing {ours:.0f} ns, aioapns 4.0 {theirs:.0f} ns, {theirs / ours:.1f} times")
    verdict = "holds" if ours <= LIMIT_US * 1000 else "misses"
    print(f"budget prepared_request_python_us measured {ours / 1000:.2f} limit {LIMIT_US:.2f} {verdict}")


main()
