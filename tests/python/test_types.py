"""What a type checker says of the examples, and of what people write."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

GOOD = """
from datetime import datetime, timezone
from typing import Optional
from waxwing import UntrustedError, apns, app_store, credentials, windows
from waxwing.windows import wns

verifier = app_store.Verifier(bundle_ids=["a", "b"], environments="Sandbox")
verifier = app_store.Verifier(
    bundle_ids=app_store.DANGEROUS_ANY,
    app_apple_ids=app_store.DANGEROUS_ANY,
    environments=("Sandbox", app_store.Environment.PRODUCTION),
    validity=app_store.Validity.CHECK_TIME,
)
n = verifier.notification("t", now=datetime.now(timezone.utc))
kind: Optional[str] = n.notification_type
payload: app_store.NotificationPayload = n.payload
if n.transaction is not None:
    product: Optional[str] = n.transaction.product_id
    price: Optional[int] = n.transaction.price
    ends: int = n.transaction.chain.leaf.not_after
seen = verifier.any(b"t", now=7)
if isinstance(seen, app_store.Notification):
    uuid: Optional[str] = seen.notification_uuid
try:
    pass
except UntrustedError as error:
    expired: bool = error.code == "expired"
note = apns.Notification.alert("t", apns.Alert("a", "b"), custom={"a": [1, {"b": None}]})
headers: list[tuple[str, str]] = note.prepare("sandbox").headers
apns.Notification.voip("t", custom={"call": 7}, priority=10, expiration=0, fit=None)
apns.Notification.live_activity("t", "end", datetime.now(timezone.utc), {}, alert={"title": "a"})
apns.Notification("alert", "t", alert=apns.Alert(apns.Localized("K")), sound={"name": "a"})
channel = apns.ChannelId("AA==")
call: apns.Call = apns.Broadcast(channel, "t", priority=5, expiration=0).prepare("sandbox")
apns.Channels("t", apns.Endpoint("sandbox")).read("AA==")
key = apns.ProviderKey.from_p8("t", key_id="a", team_id="b")
session = apns.Session.with_key(apns.KeyRing().choose("t", "sandbox"), apns.SessionPolicy(max_streams=7))
following = session.next(now=datetime.now(timezone.utc))
for request in note.prepare("sandbox").requests([], following.token):
    url: str = request.url
outcome = session.reply(1, apns.Reply.parse(200, {}, b""), 7)
if outcome is not None and outcome.retry_after_ms is not None:
    seconds: float = outcome.retry_after_ms / 1000
lost: list[apns.Outcome] = session.goaway(1, apns.GoAway(0, 0, None))
options: apns.NotificationOptions = {"badge": 1}
identity = credentials.Identity.from_p12(b"t", password="a")
chain_and_key: tuple[str, bytes] = (identity.chain_pem(), identity.key_pem())
left: int = identity.certificate.days_left(datetime.now(timezone.utc))
fatal: bool = any(lint.is_fatal for lint in identity.lints(environment="sandbox", topic="t", now=7))
identity.push_certificate().scope().check(note, "sandbox")
token = wns.TokenReply.parse(200, {}, b"").token
if token is not None:
    toast = wns.Notification.toast("a", "b", buttons=[{"content": "c", "arguments": "d"}], ttl_s=7)
    sent: apns.Request = toast.request(windows.Channel.parse("t"), token)
    gone: bool = wns.Reply.parse(200, {}, b"").verdict().cause == windows.Cause.CHANNEL_EXPIRED
drop: bool = apns.Reply.parse(200, {}, b"").verdict(7).action == apns.Action.DROP_DEVICE
"""

BAD = [
    "n.notificationType",
    "n.transaction.product_id",
    "verifier.notification(None)",
    "verifier.notification(memoryview(b''))",
    "verifier.notification('t', 7)",
    "verifier.notification('t', now=1.5)",
    "app_store.Verifier(bundle_ids='a')",
    "app_store.Verifier('a', 'Sandbox')",
    "app_store.Verifier(bundle_ids=None, environments='Sandbox')",
    "n.payload.notification_type = 'TEST'",
    "apns.Notification.alert('t', 'b', priorty=10)",
    "apns.Notification.background('t', badge=1)",
    "apns.Notification.alert('t', custom={'a': object()})",
    "note.prepare('sandbox').request('00ff')",
    "apns.DeviceToken.from_hex(b'00ff')",
    "apns.Sound('a').name = 'b'",
    "apns.Notification.voip('t', alert='a')",
    "apns.Notification.live_activity('t', 'end', 1.5, {})",
    "apns.Notification.alert('t', 'a', request_id='b')",
    "session.next(7)",
    "session.sent('a')",
    "session.settings(1)",
    "session.reply(1, 200)",
    "following.token.jwt",
    "outcome.action",
    "apns.SessionPolicy(max_stream=7)",
    "apns.Channels('t', None)",
    "note.prepare('sandbox').requests(['00ff'])",
    "credentials.Identity.from_p12(b't', 'a')",
    "credentials.Identity.from_parts(b't')",
    "credentials.Contents.read(b't', password=b'a')",
    "identity.key.pem",
    "wns.Notification.toast('a', titel='b')",
    "wns.Notification.badge(7, tag='b')",
    "wns.Notification.raw(bytearray(b''))",
    "toast.request('https://db5.notify.windows.com/', token)",
    "toast.request(windows.Channel.parse('t'), wns.TokenReply.parse(200, {}, b'').token)",
]


def mypy(*arguments: str) -> tuple[int, str]:
    pytest.importorskip("mypy")
    line = [sys.executable, "-m", "mypy", "--strict", "--show-error-codes", "--no-color-output"]
    cache = ROOT / ".xtask" / "mypy"
    finished = subprocess.run(
        [*line, "--cache-dir", str(cache), *arguments],
        capture_output=True,
        cwd=ROOT,
        text=True,
        timeout=300,
    )
    return finished.returncode, finished.stdout + finished.stderr


def test_the_examples_are_typed() -> None:
    status, output = mypy(str(ROOT / "python" / "examples"))
    assert status == 0, output


def test_what_is_right_passes(tmp_path: Path) -> None:
    (tmp_path / "good.py").write_text(GOOD)
    status, output = mypy(str(tmp_path / "good.py"))
    assert status == 0, output


def test_what_is_wrong_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "bad.py"
    file.write_text(GOOD + "".join(f"{line}\n" for line in BAD))
    _, output = mypy(str(file))
    first = len(GOOD.splitlines()) + 1
    wrong = {int(line) for line in re.findall(r"bad\.py:(\d+): error:", output)}
    assert wrong == set(range(first, first + len(BAD))), output
