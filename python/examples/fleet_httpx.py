"""Pushes one alert to thousands of devices through httpx, and lets a session decide about the
connection: when to send, what to send again, when to connect anew.

    python fleet_httpx.py DEVICES SUMMARY

DEVICES has a line for each device: its token in hexadecimal digits, a tab, and when the app
registered it, in milliseconds since 1970. SUMMARY is written at the end, as JSON. Key, topic and
host are in the variables APNS_KEY (a .p8 file), APNS_KEY_ID, APNS_TEAM_ID, APNS_TOPIC, and if it is
not Apple's sandbox APNS_URL and APNS_CERTIFICATE (a PEM file to trust there).

One httpx client is one connection here. httpx shows neither SETTINGS nor GOAWAY by itself, but
tells the causes of its exceptions and traces what it does.
"""

from __future__ import annotations

import asyncio
import collections
import heapq
import json
import os
import ssl
import sys
import time
from pathlib import Path
from typing import Any, Iterable, Optional

import h2.events
import httpx

from waxwing import apns

REFUSED_STREAM = 7  # RFC 9113 section 7: the request was not processed
ALL_STREAMS = 2**31 - 1
IDLE_S = 0.5  # with nothing to wait for: how long until everything is looked at again


class NotSent(Exception):
    """httpx would send a request on another connection than the one it is for."""


class Connection:
    """A client of httpx, which opens its connection with the first request."""

    def __init__(self, trust: ssl.SSLContext) -> None:
        self.number = 0
        self.opened = False
        # Replies are waited for by the session: a timeout here would end all other requests too.
        timeout = httpx.Timeout(None, connect=10)
        limits = httpx.Limits(max_connections=None)
        self.client = httpx.AsyncClient(
            http1=False, http2=True, limits=limits, timeout=timeout, verify=trust
        )


class Attempt:
    """A request under way. httpx calls `trace` at every step."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.stream = 0
        self.task: Optional[asyncio.Task[None]] = None
        self._stuck: Optional[asyncio.TimerHandle] = None

    async def trace(self, event: str, info: Any) -> None:
        if event == "connection.connect_tcp.started":
            if self.connection.opened:
                raise NotSent
            self.connection.opened = True
        elif event == "http2.send_request_headers.started":
            self.stream = info["stream_id"]
        elif event == "http2.receive_remote_settings.started" and self.task is not None:
            # When the limit of streams falls, httpcore waits for streams to end and reads nothing
            # meanwhile: this request is given up so that the others go on.
            self._stuck = asyncio.get_running_loop().call_later(0.2, self.task.cancel)
        elif event == "http2.receive_remote_settings.complete" and self._stuck is not None:
            self._stuck.cancel()


class Fleet:
    def __init__(self, lines: Iterable[str]) -> None:
        env = os.environ
        pairs = [line.split("\t") for line in lines if line.strip()]
        self.devices = [apns.DeviceToken.from_hex(token) for token, _ in pairs]
        self.registered_at = [int(at) for _, at in pairs]
        url = httpx.URL(env.get("APNS_URL", "https://api.sandbox.push.apple.com"))
        endpoint = apns.Endpoint.from_authority(url.netloc.decode())
        self.push = apns.Notification.alert(env["APNS_TOPIC"], "Your order is here").prepare(endpoint)
        self.trust = ssl.create_default_context(cafile=env.get("APNS_CERTIFICATE"))
        p8 = Path(env["APNS_KEY"]).read_text()
        key = apns.ProviderKey.from_p8(p8, key_id=env["APNS_KEY_ID"], team_id=env["APNS_TEAM_ID"])
        # Every device is to get it, even at the risk of two: whoever prefers one at most says 0.
        policy = apns.SessionPolicy(
            max_streams=100, reply_timeout_ms=3000, first_wait_ms=100, ambiguous_resends=10
        )
        self.session = apns.Session.with_key(key, policy)
        # Requests are numbered by the places of their devices.
        self.ready = collections.deque(range(len(self.devices)))
        self.later: list[tuple[float, int]] = []
        self.under_way: dict[int, Attempt] = {}
        self.open: dict[int, Connection] = {}
        self.changed = asyncio.Event()
        self.attempts = self.connections = self.ended = self.delivered = 0
        self.places: dict[str, set[int]] = {
            name: set() for name in ("removed", "ambiguous", "gave_up", "bad")
        }

    async def send_to_all(self) -> None:
        while self.ended < len(self.devices):
            while self.later and self.later[0][0] <= time.time():
                self.ready.append(heapq.heappop(self.later)[1])
            self.send_what_may_be_sent()
            while (number := self.session.drained()) is not None:
                await self.open.pop(number).client.aclose()
            await self.wait()
            for outcome in self.session.overdue():
                # httpx cannot reset a stream, so that the server still counts it.
                self.leave(self.under_way[outcome.request].connection)
                self.settle(outcome)
        for connection in self.open.values():
            await connection.client.aclose()

    def send_what_may_be_sent(self) -> None:
        while self.ready:
            following = self.session.next()
            if following.action == apns.NextAction.CONNECT:
                connection = Connection(self.trust)
                connection.number = self.session.connected()
                self.open[connection.number] = connection
                self.connections += 1
            elif following.action == apns.NextAction.SEND:
                room = min(following.room, len(self.ready))
                places = [self.ready.popleft() for _ in range(room)]
                devices = [self.devices[place] for place in places]
                for place, request in zip(places, self.push.requests(devices, following.token)):
                    self.send(place, request)
            elif following.action == apns.NextAction.STOP:
                sys.exit(f"fleet_httpx: stopped: {following.because}")
            else:
                break

    async def wait(self) -> None:
        times = [at for at, _ in self.later[:1]]
        wake_at = self.session.wake_at()
        if wake_at is not None:
            times.append(wake_at / 1000)
        seconds = min(times, default=time.time() + IDLE_S) - time.time()
        try:
            await asyncio.wait_for(self.changed.wait(), max(0.001, min(seconds, IDLE_S)))
        except asyncio.TimeoutError:
            pass
        self.changed.clear()

    def send(self, place: int, request: apns.Request) -> None:
        self.session.sent(place)
        number = self.session.connection_number
        assert number is not None
        self.attempts += 1
        attempt = self.under_way[place] = Attempt(self.open[number])
        attempt.task = asyncio.create_task(self.receive(place, attempt, request))

    async def receive(self, place: int, attempt: Attempt, request: apns.Request) -> None:
        reply: Optional[apns.Reply] = None
        error_code: Optional[int] = None
        try:
            response = await attempt.connection.client.request(
                request.method,
                request.url,
                headers=request.headers,
                content=request.content,
                extensions={"trace": attempt.trace},
            )
            reply = apns.Reply.parse(response.status_code, response.headers, response.content)
        except (httpx.TransportError, NotSent, asyncio.CancelledError) as why:
            error_code = self.lost(attempt, why)
        if self.under_way.get(place) is not attempt:
            return  # The session has given it up already.
        if reply is None:
            self.settle(self.session.reset(place, error_code))
        else:
            self.settle(self.session.reply(place, reply, self.registered_at[place]))

    def lost(self, attempt: Attempt, why: BaseException) -> Optional[int]:
        """Tells the session what a failure means for the connection. The error code of the
        stream, if there is one."""
        connection = attempt.connection
        cause = why.__cause__.args[0] if why.__cause__ and why.__cause__.args else None
        if isinstance(cause, h2.events.StreamReset):
            return cause.error_code
        if isinstance(cause, h2.events.ConnectionTerminated):
            last = cause.last_stream_id or 0
            goaway = apns.GoAway(int(cause.error_code or 0), last, cause.additional_data)
            self.session.goaway(connection.number, goaway)
            return REFUSED_STREAM if goaway.leaves_out(attempt.stream) else None
        if isinstance(why, asyncio.CancelledError):
            return None
        self.leave(connection)
        unsent = isinstance(why, (NotSent, httpx.ConnectError, httpx.ConnectTimeout))
        return REFUSED_STREAM if unsent else None

    def leave(self, connection: Connection) -> None:
        """Nothing more goes on a connection, which is left to its requests."""
        self.session.goaway(connection.number, apns.GoAway(0, ALL_STREAMS))

    def settle(self, outcome: Optional[apns.Outcome]) -> None:
        """A request has ended: send it again, or note how it went."""
        self.changed.set()
        if outcome is None:
            return
        place = outcome.request
        task = self.under_way.pop(place).task
        if task is not None and task is not asyncio.current_task():
            task.cancel()
        if outcome.fate == apns.Fate.AMBIGUOUS:
            self.places["ambiguous"].add(place)
        if outcome.retry_after_ms is not None:
            heapq.heappush(self.later, (time.time() + outcome.retry_after_ms / 1000, place))
            return
        self.ended += 1
        if outcome.action == apns.Action.DELIVERED:
            self.delivered += 1
        elif outcome.action == apns.Action.DROP_DEVICE:
            self.places["removed"].add(place)
        elif outcome.action == apns.Action.REPAIR_PAIRING:
            self.places["bad"].add(place)
        else:
            self.places["gave_up"].add(place)

    def summary(self) -> dict[str, Any]:
        return {
            "delivered": self.delivered,
            **{name: [self.devices[it].hex for it in places] for name, places in self.places.items()},
            "connections": self.connections,
            "attempts": self.attempts,
        }


async def main(devices: str, summary: str) -> None:
    fleet = Fleet(Path(devices).read_text().splitlines())
    await fleet.send_to_all()
    counts = fleet.summary()
    Path(summary).write_text(json.dumps(counts))
    shown = (len(value) if isinstance(value, list) else value for value in counts.values())
    print("fleet_httpx:", ", ".join(f"{count} {name}" for name, count in zip(counts, shown)))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("fleet_httpx.py DEVICES SUMMARY")
    asyncio.run(main(*sys.argv[1:]))
