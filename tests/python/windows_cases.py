"""Cases about push to Windows."""

from __future__ import annotations

import base64
import copy
import pickle
from typing import Any

from push_cases import snake_case, without_none
from vectors import Case, long_input

from waxwing import apns, windows
from waxwing.windows import mpns, wns


def whole(case: Case, key: str) -> str:
    text = long_input(case.data, key)
    assert isinstance(text, str)
    return text


def channel_uri(case: Case) -> dict[str, Any]:
    channel = windows.Channel.parse(whole(case, "uri"))
    assert copy.copy(channel) == pickle.loads(pickle.dumps(channel)) == channel
    assert channel.uri.partition("://")[2].removeprefix(channel.host) not in repr(channel)
    return {"kind": channel.kind, "host": channel.host, "uri": channel.uri}


def plain(request: apns.Request) -> dict[str, Any]:
    found: dict[str, Any] = {
        "method": request.method,
        "url": request.url,
        "headers": [list(header) for header in request.headers],
    }
    try:
        return {**found, "body": request.content.decode()}
    except UnicodeDecodeError:
        return {**found, "body_b64": base64.b64encode(request.content).decode()}


def judged(verdict: windows.Verdict) -> dict[str, Any]:
    assert verdict.advice.endswith(".")
    return without_none(
        action=verdict.action,
        scope=verdict.scope,
        cause=verdict.cause,
        retry_after_s=verdict.retry_after_s,
    )


def headers(case: Case) -> list[tuple[str, str]]:
    return [(name, value) for name, value in case["headers"]]


def wns_token(case: Case) -> dict[str, Any]:
    system = case.get("system")
    if system is None:
        return wns_token_reply(case)
    secret = whole(case, "secret")
    if system == "entra":
        ask = wns.TokenRequest.entra(whole(case, "tenant"), case["client_id"], secret)
    else:
        make = {"legacy": wns.TokenRequest.legacy, "phone": wns.TokenRequest.phone}[system]
        ask = make(whole(case, "package_sid"), secret)
    request = ask.request()
    assert request.url == ask.url
    return plain(request)


def wns_token_reply(case: Case) -> dict[str, Any]:
    body, now = whole(case, "body").encode(), case["now_ms"]
    reply = wns.TokenReply.parse(case["status"], headers(case), body, now=now)
    token, verdict = reply.token, reply.verdict()
    assert reply.status == case["status"] and (token is None) == (verdict is not None)
    if token is not None:
        assert not token.is_fresh(token.refresh_at) and token.token not in repr(token)
        kept = wns.AccessToken(token.token, expires_at=token.expires_at)
        assert kept.authorization == token.authorization == f"Bearer {token.token}"
    return without_none(
        token=token and token.token,
        expires_at_ms=token and token.expires_at,
        refresh_at_ms=token and token.refresh_at,
        oauth_error=reply.error,
        error_description=reply.error_description,
        verdict=verdict and judged(verdict),
    )


NEVER = 2**63 - 1


def wns_request(case: Case) -> dict[str, Any]:
    if case.get("remove") is not None:
        removal = wns.ToastRemoval.from_options(case["remove"])
        channel = windows.Channel.parse(case["channel"])
        token = wns.AccessToken(whole(case, "token"), expires_at=NEVER)
        assert "token" not in repr(removal)
        return plain(removal.request(channel, token))
    document = dict(case["notification"])
    for name in ("xml", "raw"):
        if {name, f"{name}_parts"} & set(case.data):
            document[name] = whole(case, name)
    note = wns.Notification.from_options(document)
    # Keywords say the same as the document, and so does what was pickled.
    for other in (by_keywords(document), pickle.loads(pickle.dumps(note))):
        assert (other.kind, other.headers, other.content) == (note.kind, note.headers, note.content)
    channel = windows.Channel.parse(case["channel"])
    token = wns.AccessToken(whole(case, "token"), expires_at=NEVER)
    request = note.request(channel, token)
    assert request.headers == [("authorization", token.authorization), *note.headers]
    assert request.content == note.content
    return plain(request)


def by_keywords(document: dict[str, Any]) -> wns.Notification:
    # A document may have whole numbers with a fraction of none; a keyword is an int.
    options: dict[str, Any] = {
        snake_case(name): int(value) if isinstance(value, float) else value
        for name, value in document.items()
        if value is not None
    }
    kind, make = options.pop("type"), wns.Notification
    if "xml" in options:
        made: wns.Notification = getattr(make, f"{kind}_xml")(options.pop("xml"), **options)
        return made
    if kind == "toast":
        toast = options.pop("toast")
        toast = {"texts": [toast]} if isinstance(toast, str) else dict(toast)
        parts = {snake_case(name): value for name, value in toast.items()}
        return make.toast(*parts.pop("texts"), **parts, **options)
    if kind == "badge":
        return make.badge(options.pop("badge"), **options)
    assert kind == "raw"
    if "raw" in options:
        return make.raw(options.pop("raw"), **options)
    return make.raw(base64.b64decode(options.pop("raw_b64")), **options)


def wns_reply(case: Case) -> dict[str, Any]:
    reply = wns.Reply.parse(
        case["status"],
        headers(case),
        whole(case, "body").encode(),
        reason_phrase=case.get("reason_phrase"),
    )
    verdict = reply.verdict()
    assert reply.status == case["status"]
    assert reply.is_success == (verdict.action == windows.Action.DELIVERED)
    return without_none(
        notification_status=reply.notification_status,
        device_status=reply.device_status,
        error_description=reply.error_description,
        msg_id=reply.msg_id,
        debug_trace=reply.debug_trace,
        ms_cv=reply.ms_cv,
        www_authenticate=reply.www_authenticate,
        retry_after_s=reply.retry_after_s,
        verdict=judged(verdict),
    )


def mpns_request(case: Case) -> dict[str, Any]:
    if case.get("notification") is None:
        return service_name(case)
    document = dict(case["notification"])
    if {"raw", "raw_parts"} & set(case.data):
        document["raw"] = whole(case, "raw")
    note = mpns.Notification.from_options(document)
    # Keywords say the same as the document, and so does what was pickled.
    for other in (mpns_by_keywords(document), pickle.loads(pickle.dumps(note))):
        assert (other.kind, other.headers, other.content) == (note.kind, note.headers, note.content)
    request = note.request(windows.Channel.parse(case["channel"]))
    assert (request.headers, request.content) == (note.headers, note.content)
    return plain(request)


def mpns_by_keywords(document: dict[str, Any]) -> mpns.Notification:
    def snake(options: dict[str, Any]) -> dict[str, Any]:
        return {
            snake_case(name): int(value) if isinstance(value, float) else value
            for name, value in options.items()
        }

    options = {name: value for name, value in snake(document).items() if value is not None}
    kind, make = options.pop("type"), mpns.Notification
    if kind == "toast":
        toast = snake(options.pop("toast"))
        return make.toast(toast.pop("text1", None), toast.pop("text2", None), **toast, **options)
    if kind == "tile":
        tile = snake(options.pop("tile"))
        return make.tile(tile.pop("template", None) or "basic", **tile, **options)
    if "raw" in options:
        return make.raw(options.pop("raw"), **options)
    return make.raw(base64.b64decode(options.pop("raw_b64")), **options)


def service_name(case: Case) -> dict[str, Any]:
    name = mpns.ServiceName.from_common_name(whole(case, "common_name"))
    assert pickle.loads(pickle.dumps(name)) == name
    other = mpns.ServiceName.from_common_name(case["other"])
    return {
        "service_name": name.name,
        "is": name.matches(case["other"]),
        "is_renewed_by": name.is_renewed_by(other),
    }


def mpns_reply(case: Case) -> dict[str, Any]:
    reply = mpns.Reply.parse(case["status"], headers(case), whole(case, "body").encode())
    verdict = reply.verdict()
    assert reply.status == case["status"]
    assert reply.is_success == (verdict.action == windows.Action.DELIVERED)
    return without_none(
        notification_status=reply.notification_status,
        device_status=reply.device_status,
        subscription_status=reply.subscription_status,
        message_id=reply.message_id,
        retry_after_s=reply.retry_after_s,
        verdict=judged(verdict),
    )


RUNNERS = {
    "channel_uri": channel_uri,
    "mpns_reply": mpns_reply,
    "mpns_request": mpns_request,
    "wns_reply": wns_reply,
    "wns_request": wns_request,
    "wns_token": wns_token,
}
