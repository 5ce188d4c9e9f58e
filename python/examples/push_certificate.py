"""Pushes one alert to several devices with a client certificate, through httpx over HTTP/2.

    APNS_P12=push.p12 APNS_P12_PASSWORD=… APNS_DEVICE_TOKEN=HEX,… python push_certificate.py

First it says what is wrong with the certificate, and ends there if nothing can be pushed with it: an
expired one is refused in the TLS handshake, where nobody says why. APNS_ENVIRONMENT is sandbox unless
set, APNS_TOPIC the certificate's own. APNS_URL and APNS_CERTIFICATE (a PEM file to trust there) are
for a simulator. It ends with 0 if all were accepted, 1 if any was not, 2 if nothing could be sent.
"""

from __future__ import annotations

import collections
import os
import ssl
import sys
import tempfile
import time
from pathlib import Path

import httpx

from waxwing import WaxwingError, apns, credentials


def show_as_client(context: ssl.SSLContext, identity: credentials.Identity) -> None:
    """Python's ssl takes a certificate with its key by the name of a file alone. Linux has files that
    lie in memory and belong to this process; elsewhere it is one in a folder that only this user can
    look into, and that is gone before the first connection."""
    if sys.platform == "linux":
        with open(os.memfd_create("identity"), "wb") as file:
            file.write(identity.combined_pem())
            file.flush()
            context.load_cert_chain(f"/proc/self/fd/{file.fileno()}")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "identity.pem")
        path.write_bytes(identity.combined_pem())
        context.load_cert_chain(path)


def main() -> int:
    env = os.environ
    environment = env.get("APNS_ENVIRONMENT", "sandbox")
    p12 = Path(env["APNS_P12"]).read_bytes()
    identity = credentials.Identity.from_p12(p12, password=env.get("APNS_P12_PASSWORD", ""))

    # What is wrong with the certificate, before it becomes silence.
    may = identity.push_certificate()
    topic = env.get("APNS_TOPIC", may.default_topic)
    lints = identity.lints(environment=environment, topic=topic)
    for lint in lints:
        print(f"{lint.code}: {lint.found}. {lint.advice}")
    if any(lint.is_fatal for lint in lints):
        print("nothing can be pushed with this certificate", file=sys.stderr)
        return 2

    # What may be wrong with the notification shows here, also whether the certificate may push it.
    note = apns.Notification.alert(topic, title="Ready", body="Your order is here")
    may.scope().check(note, environment)
    if "APNS_URL" in env:
        authority = httpx.URL(env["APNS_URL"]).netloc.decode()
        push = note.prepare(apns.Endpoint.from_authority(authority))
    else:
        push = note.prepare(environment)

    trust = ssl.create_default_context(cafile=env.get("APNS_CERTIFICATE"))
    show_as_client(trust, identity)
    # The session says when to send and what to send again. One request follows the other here;
    # fleet_httpx.py has them side by side.
    session = apns.Session.with_certificate()
    tokens = [apns.DeviceToken.from_hex(text) for text in env["APNS_DEVICE_TOKEN"].split(",")]
    left = collections.deque(enumerate(tokens))
    all_accepted = True
    with httpx.Client(http1=False, http2=True, verify=trust, timeout=20) as client:
        while left:
            todo = session.next()
            if todo.action == "connect":
                session.connected()  # httpx opens its connection with the first request
            elif todo.action == "send":
                number, device = left.popleft()
                session.sent(number)
                r = push.request(device)
                try:
                    response = client.request(r.method, r.url, headers=r.headers, content=r.content)
                except httpx.TransportError as error:
                    # With TLS 1.3 it is only here that a certificate is refused by the handshake.
                    print(f"no answer: {error!r}", file=sys.stderr)
                    return 2
                reply = apns.Reply.parse(response.status_code, response.headers, response.content)
                outcome = session.reply(number, reply)
                assert outcome is not None
                print(response.http_version, reply.status, reply.reason or reply.apns_id)
                print(f"  {outcome.action} ({outcome.scope}): {outcome.advice}")
                if outcome.resend:
                    left.append((number, device))
                else:
                    all_accepted &= reply.is_success
            elif todo.action == "wait_until":
                assert todo.at_ms is not None
                time.sleep(max(0, todo.at_ms / 1000 - time.time()))
            else:
                print(f"{len(left)} not sent, because: {todo.because}", file=sys.stderr)
                return 2
    return 0 if all_accepted else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except WaxwingError as error:
        print(f"{error.code}: {error}", file=sys.stderr)
        sys.exit(2)
