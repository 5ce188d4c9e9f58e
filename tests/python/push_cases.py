"""Runs the cases about pushing, but for those that begin and end with one notification."""

from __future__ import annotations

import re
from typing import Any

from vectors import Case, long_input

from waxwing import WaxwingError, apns


def without_none(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def document(case: Case) -> dict[str, Any]:
    """The options of a notification, as they stand there."""
    options = dict(case["notification"])
    if "payload_parts" in options:
        options["payload"] = long_input(options, "payload")
        del options["payload_parts"]
    return options


def snake_case(name: str) -> str:
    return re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", name)


def token(case: Case) -> apns.ProviderToken | None:
    jwt = case.get("authorization")
    return None if jwt is None else apns.ProviderToken.from_jwt(jwt)


def endpoint(case: Case) -> str | apns.Endpoint:
    authority = case.get("authority")
    name = case["environment"]
    assert isinstance(name, str)
    return name if authority is None else apns.Endpoint.from_authority(authority)


def sent(call: apns.Call, with_token: apns.ProviderToken | None) -> dict[str, Any]:
    request = call.request(with_token)
    assert (call.method, call.url, call.content) == (request.method, request.url, request.content)
    assert call.url == f"https://{call.authority}{call.path}"
    assert request.headers[len(request.headers) - len(call.headers) :] == call.headers
    return {
        "method": request.method,
        "url": request.url,
        "headers": [list(header) for header in request.headers],
        "body": request.content.decode(),
    }


def broadcast(case: Case) -> dict[str, Any]:
    options = document(case)
    made = apns.Broadcast.from_options(case["channel_id"], options)
    with_token = token(case)
    found = sent(made.prepare(endpoint(case)), with_token)
    assert found["body"] == made.payload
    options = {snake_case(name): value for name, value in options.items()}
    topic = options.pop("topic")
    assert options.pop("push_type").lower() == "liveactivity"
    again = apns.Broadcast(apns.ChannelId(case["channel_id"]), topic, **options)
    assert sent(again.prepare(endpoint(case)), with_token) == found
    return found


def channel(case: Case) -> dict[str, Any]:
    if case.get("status") is not None:
        return channel_reply(case)
    with_token = token(case)
    channels = apns.Channels(case["bundle_id"], endpoint(case))
    assert channels.bundle_id == case["bundle_id"]
    name = case["call"]
    if name == "create":
        call = channels.create(case["storage_policy"])
    elif name == "list":
        call = channels.list()
    else:
        about = {"read": channels.read, "delete": channels.delete}[name]
        call = about(case["channel_id"])
        assert call.headers == about(apns.ChannelId(case["channel_id"])).headers
    if case.get("request_id") is not None:
        call = call.request_id(case["request_id"])
    return sent(call, with_token)


def channel_reply(case: Case) -> dict[str, Any]:
    body = case.input("body")
    content = body.encode() if isinstance(body, str) else body
    reply = apns.Reply.parse(case["status"], [(name, value) for name, value in case["headers"]], content)
    found = without_none(
        is_success=reply.is_success,
        apns_request_id=reply.apns_request_id,
        apns_channel_id=reply.apns_channel_id,
    )
    if case["call"] == "read":
        read = reply.channel()
        found |= without_none(
            storage_policy=read.storage_policy,
            storage_policy_number=read.storage_policy_number,
            push_type=read.push_type,
            push_type_text=read.push_type_text,
        )
    if case["call"] == "list":
        found["channel_ids"] = [str(identifier) for identifier in reply.channel_ids()]
    return found


def lint(case: Case) -> dict[str, Any]:
    if case.get("notification") is not None:
        lints = apns.Notification.from_options(document(case)).lints
    else:
        body = case.input("body")
        assert isinstance(body, str)
        pairs = [(name, value) for name, value in case["headers"]]
        lints = apns.lint_request(pairs, body.encode())
    assert all(it.advice.endswith(".") and it.source for it in lints)
    return {"lints": [{"code": it.code, "subject": it.subject} for it in lints]}


def keyring(case: Case) -> dict[str, Any]:
    ring = apns.KeyRing()
    for number, given in enumerate(case["keys"]):
        assert set(given) <= {"key_id", "team_id", "topics", "environment"}
        key = apns.ProviderKey.from_p8(
            case.shared["p8"], key_id=given["key_id"], team_id=given["team_id"]
        )
        scope = apns.KeyScope(topics=given.get("topics"), environment=given.get("environment"))
        ring = ring.add(key, scope)
        assert len(ring) == number + 1
    return {"key_id": ring.choose(case["topic"], case["environment"]).key_id}


def goaway(case: Case) -> dict[str, Any]:
    debug: str | bytes | None = None
    if "debug_b64" in case.data:
        debug = case.input("debug")
    elif {"debug_text", "debug_text_parts"} & set(case.data):
        debug = case.input("debug_text")
    data = debug.encode() if isinstance(debug, str) else debug
    frame = apns.GoAway(case["error_code"], case["last_stream_id"], data)
    assert frame.error_code == case["error_code"]
    last = frame.last_stream_id
    assert frame.leaves_out(last + 1) and not frame.leaves_out(last)
    verdict = frame.verdict()
    assert verdict.reason == frame.reason and verdict.advice
    return without_none(
        last_stream_id=last,
        reason=frame.reason,
        known_reason=frame.reason_is_known,
        text=frame.text,
        verdict=without_none(
            action=verdict.action,
            scope=verdict.scope,
            retry_after_s=verdict.retry_after_s,
            new_connection=verdict.new_connection,
        ),
    )


def backoff(case: Case) -> dict[str, Any]:
    made = apns.Backoff(first_ms=case["first_ms"], max_ms=case["max_ms"])
    return {"delay_ms": made.delay_ms(case["attempt"], jitter_permille=case["jitter_permille"])}


def session(case: Case) -> list[Any]:
    policy = apns.SessionPolicy(**case["policy"])

    def key(key_id: str) -> apns.ProviderKey:
        return apns.ProviderKey.from_p8(case["p8"], key_id=key_id, team_id=case["team_id"])

    if case["credential"] == "key":
        made = apns.Session.with_key(key(case["key_id"]), policy)
    else:
        assert case["credential"] == "certificate"
        made = apns.Session.with_certificate(policy)
    answers = []
    for given in case["steps"]:
        step = dict(given)
        if "key_id" in step:
            step["key"] = key(step.pop("key_id"))
        answers.append(plain(call(made, step.pop("call"), step.pop("now_ms"), step)))
        assert not step, f"unknown arguments {sorted(step)}"
    return answers


def call(session: apns.Session, name: str, now: int, step: dict[str, Any]) -> Any:
    take = step.pop
    if name in ("in_flight", "connection_number"):
        return getattr(session, name)
    if name in ("drained", "ping_due_at", "wake_at"):
        return getattr(session, name)()
    if name == "forget":
        return session.forget(take("request"))
    if name in ("next", "connected", "connect_failed", "overdue", "resume"):
        return getattr(session, name)(now=now)
    if name in ("closed", "pinged"):
        return getattr(session, name)(take("connection"), now=now)
    if name == "replace_key":
        return session.replace_key(take("key"), now=now)
    if name == "settings":
        limit = take("max_concurrent_streams", None)
        return session.settings(take("connection"), limit, now=now)
    if name == "sent":
        stream, expires_at = take("stream", None), take("expires_at_ms", None)
        try:
            return session.sent(take("request"), stream=stream, expires_at=expires_at, now=now)
        except WaxwingError as error:
            return {"error": error.code}
    if name == "reply":
        reply = apns.Reply.parse(take("status"), map(tuple, take("headers")), take("body").encode())
        registered_at = take("registered_at_ms", None)
        return session.reply(take("request"), reply, registered_at, now=now)
    if name == "reset":
        return session.reset(take("request"), take("error_code", None), now=now)
    assert name == "goaway", f"unknown call {name!r}"
    debug = take("debug_text").encode()
    frame = apns.GoAway(take("error_code"), take("last_stream_id"), debug)
    return session.goaway(take("connection"), frame, now=now)


def plain(answer: Any) -> Any:
    if isinstance(answer, list):
        return [plain(item) for item in answer]
    if isinstance(answer, apns.Next):
        token = answer.token
        assert (answer.room > 0) == (answer.action == apns.NextAction.SEND)
        return without_none(
            next=answer.action,
            because=answer.because,
            room=answer.room or None,
            issued_at_s=token and token.issued_at // 1000,
            key_id=token and token.key_id,
            at_ms=answer.at_ms,
        )
    if isinstance(answer, apns.Outcome):
        assert answer.resend == (answer.retry_after_ms is not None) and answer.advice
        return {
            "request": answer.request,
            "action": answer.action,
            "fate": answer.fate,
            "attempt": answer.attempt,
            "retry_after_ms": answer.retry_after_ms,
            "new_connection": answer.new_connection,
            "may_duplicate": answer.may_duplicate,
        }
    return answer


RUNNERS = {
    "backoff": backoff,
    "broadcast": broadcast,
    "channel": channel,
    "goaway": goaway,
    "keyring": keyring,
    "lint": lint,
    "session": session,
}
