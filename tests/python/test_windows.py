"""Push to Windows in Python: keywords, secrets, and values that travel."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import pytest
from conftest import ROOT
from test_secrets import shown

from waxwing import InputError, LimitError, WaxwingError, _waxwing, credentials, windows
from waxwing.windows import mpns, wns

URI = "https://db5.notify.windows.com/?token=AwYAAAB8TgU"
CHANNEL = windows.Channel.parse(URI)
SECRET = "a/secret+of=mine"
TOKEN = wns.AccessToken("EgAcAQMAAAAE", expires_at=1_763_846_400_000)
ENTRA = ("example.com", "01234567-89ab-cdef-0123-456789abcdef", SECRET)


def code(run: Callable[[], object], error: type[WaxwingError] = InputError) -> str:
    with pytest.raises(error) as caught:
        run()
    assert SECRET not in shown(caught.value) and TOKEN.token not in shown(caught.value)
    return caught.value.code


def same(one: wns.Notification, options: dict[str, Any]) -> None:
    other = wns.Notification.from_options(options)
    assert (one.kind, one.headers, one.content) == (other.kind, other.headers, other.content)


def test_keywords_say_the_same_as_a_document() -> None:
    button: wns.Button = {"content": "Show", "arguments": "a", "activation_type": "protocol"}
    image: wns.Image = {"src": "https://example.com/a.png", "placement": wns.Placement.HERO}
    same(
        wns.Notification.toast(
            "Ready", "Tea & cake", launch="order=42", duration="long", tag="a", ttl_s=60,
            audio={"src": "ms-appx:///a.wav", "loop": True}, suppress_popup=True, ms_cv=None,
            buttons=[button], images=(image,),
        ),
        {
            "type": "toast", "tag": "a", "ttlS": 60, "suppressPopup": True,
            "toast": {
                "texts": ["Ready", "Tea & cake"], "launch": "order=42", "duration": "long",
                "audio": {"src": "ms-appx:///a.wav", "loop": True}, "buttons": [button],
                "images": [image],
            },
        },
    )  # fmt: skip
    same(wns.Notification.toast("a"), {"type": "toast", "toast": "a"})
    same(wns.Notification.badge(7, cache_policy="cache"), {"type": "badge", "badge": 7, "cachePolicy": "cache"})
    same(wns.Notification.badge(wns.Glyph.ALERT), {"type": "badge", "badge": "alert"})
    same(wns.Notification.raw(b"\0\xff"), {"type": "raw", "raw_b64": "AP8="})
    same(wns.Notification.raw("caf\u00e9"), {"type": "raw", "raw": "caf\u00e9"})
    for kind in ("toast", "tile", "badge"):
        made = getattr(wns.Notification, f"{kind}_xml")(f"<{kind}/>", ttl_s=1)
        same(made, {"type": kind, "xml": f"<{kind}/>", "ttl_s": 1})


def test_a_request_is_plain_data() -> None:
    note = wns.Notification.raw(b"sync", ttl_s=600)
    request = note.request(CHANNEL, TOKEN)
    assert (request.method, request.url, request.content) == ("POST", URI, b"sync")
    assert request.headers == [("authorization", "Bearer EgAcAQMAAAAE"), *note.headers]
    removal = wns.ToastRemoval(group="orders").request(CHANNEL, TOKEN)
    assert (removal.method, removal.content) == ("DELETE", b"")
    assert ("x-wns-match", "type:wns/toast;group=orders") in removal.headers
    other = windows.Channel.parse("http://sn1.notify.live.net/throttledthirdparty/01.00/AAQ")
    assert code(lambda: note.request(other, TOKEN)) == "wrong_channel"
    ask = wns.TokenRequest.entra(*ENTRA)
    assert ask.request().url == ask.url
    assert ask.request().headers == [("content-type", "application/x-www-form-urlencoded")]
    assert b"client_secret=a%2Fsecret%2Bof%3Dmine" in ask.request().content


def test_a_token_lives_as_its_reply_says() -> None:
    body = b'{"token_type":"bearer","expires_in":86400,"access_token":"EgAcAQMAAAAE"}'
    now = datetime(2026, 1, 1, tzinfo=timezone.utc)
    reply = wns.TokenReply.parse(200, {"content-type": "application/json"}, body, now=now)
    token = reply.token
    assert token is not None and reply.verdict() is None
    assert token.token == "EgAcAQMAAAAE" and token.authorization == "Bearer EgAcAQMAAAAE"
    assert token.expires_at == int(now.timestamp()) * 1000 + 86_400_000
    assert token.is_fresh(now) and token.is_fresh(token.refresh_at - 1)
    assert not token.is_fresh(token.refresh_at)
    again = wns.AccessToken(token.token, expires_at=token.expires_at)
    assert (again.authorization, again.refresh_at) == (token.authorization, token.refresh_at)
    assert wns.TokenReply.parse(200, {}, body).token is not None
    refused = wns.TokenReply.parse(401, {}, b'{"error":"invalid_client"}')
    verdict = refused.verdict()
    assert refused.token is None and verdict is not None
    assert (verdict.action, verdict.cause) == (windows.Action.STOP_CREDENTIAL, "credential_refused")


def test_a_reply_has_a_verdict() -> None:
    reply = wns.Reply.parse(406, [(b"Retry-After", b"120")], b"")
    assert (reply.retry_after_s, reply.verdict().retry_after_s) == (120, 120)
    assert reply.verdict() == wns.Reply.parse(406, {"retry-after": "120"}, b"").verdict()
    blocked = wns.Reply.parse(410, {}, b"", reason_phrase="The domain is blocked")
    assert blocked.verdict().cause == windows.Cause.DOMAIN_BLOCKED
    assert wns.Reply.parse(410, {}, b"").verdict().cause == windows.Cause.CHANNEL_EXPIRED


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (lambda: wns.Notification.toast(), "invalid_notification"),
        (lambda: wns.Notification.toast("a", "b", "c", "d"), "invalid_notification"),
        (lambda: wns.Notification.badge(100), "invalid_input"),
        (lambda: wns.Notification.badge("sun"), "invalid_input"),
        (lambda: wns.Notification.tile_xml("<toast/>"), "invalid_xml"),
        (lambda: wns.Notification.raw(b"", ttl_s=0), "invalid_header_value"),
        (lambda: wns.Notification.toast("\ud800"), "invalid_input"),
        (lambda: wns.ToastRemoval(), "invalid_input"),
        (lambda: wns.ToastRemoval(tag="a b"), "invalid_header_value"),
        (lambda: wns.TokenRequest.legacy("s-1-15-2-1", SECRET), "invalid_input"),
        (lambda: wns.TokenRequest.entra("a/b", ENTRA[1], SECRET), "invalid_input"),
        (lambda: wns.AccessToken("a b", expires_at=0), "invalid_header_value"),
    ],
)
def test_what_is_wrong_is_refused(run: Callable[[], object], expected: str) -> None:
    assert code(run) == expected


def test_what_is_too_large_is_a_limit() -> None:
    assert code(lambda: wns.Notification.raw(bytes(5001)), LimitError) == "notification_too_large"


WRONG: list[Any] = [7.5, bytearray(b"b"), memoryview(b"m"), object()]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: type(wrong).__name__)
@pytest.mark.parametrize(
    "run",
    [
        lambda wrong: windows.Channel.parse(wrong),
        lambda wrong: wns.Notification.from_options(wrong),
        lambda wrong: wns.Notification.toast(wrong),
        lambda wrong: wns.Notification.toast("a", launch=wrong),
        lambda wrong: wns.Notification.toast("a", audio=wrong),
        lambda wrong: wns.Notification.toast("a", buttons=wrong),
        lambda wrong: wns.Notification.toast("a", buttons=[wrong]),
        lambda wrong: wns.Notification.toast("a", images=[{"src": wrong}]),
        lambda wrong: wns.Notification.toast("a", suppress_popup=wrong),
        lambda wrong: wns.Notification.tile_xml(wrong),
        lambda wrong: wns.Notification.badge(wrong),
        lambda wrong: wns.Notification.raw(wrong),
        lambda wrong: wns.Notification.raw(b"", ttl_s=wrong),
        lambda wrong: wns.Notification.raw(b"").request(wrong, TOKEN),
        lambda wrong: wns.Notification.raw(b"").request(CHANNEL, wrong),
        lambda wrong: wns.ToastRemoval(tag=wrong),
        lambda wrong: wns.TokenRequest.legacy("ms-app://s-1-15-2-1", wrong),
        lambda wrong: wns.TokenRequest.entra(wrong, ENTRA[1], SECRET),
        lambda wrong: wns.AccessToken(wrong, expires_at=0),
        lambda wrong: wns.AccessToken("a", expires_at=wrong),
        lambda wrong: TOKEN.is_fresh(wrong),
        lambda wrong: wns.TokenReply.parse(200, {}, wrong),
        lambda wrong: wns.TokenReply.parse(200, {}, b"", now=wrong),
        lambda wrong: wns.Reply.parse(wrong, {}, b""),
        lambda wrong: wns.Reply.parse(200, wrong, b""),
        lambda wrong: wns.Reply.parse(200, {}, b"", reason_phrase=wrong),
    ],
)
def test_a_wrong_type_is_named(run: Callable[[Any], object], wrong: Any) -> None:
    with pytest.raises(TypeError):
        run(wrong)


@pytest.mark.parametrize("name", ["type", "xml", "texts", "raw_b64", "titel", "toast.launch"])
def test_an_unknown_keyword_is_named(name: str) -> None:
    make: Any = wns.Notification.toast
    with pytest.raises(TypeError) as caught:
        make("a", **{name: "b"})
    message = f"Notification.toast() got an unexpected keyword argument '{name}'"
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "value",
    [
        TOKEN,
        wns.TokenRequest.entra(*ENTRA),
        wns.TokenRequest.entra(*ENTRA).request(),
        wns.TokenReply.parse(200, {}, b'{"access_token":"EgAcAQMAAAAE"}'),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_secret_is_not_shown_pickled_or_copied(value: object) -> None:
    for secret in (SECRET, "a%2Fsecret", TOKEN.token):
        assert secret not in shown(value)
    assert not hasattr(value, "__dict__")
    for run in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="cannot pickle"):
            run(value)


def test_what_is_public_survives_pickle_and_copy() -> None:
    assert pickle.loads(pickle.dumps(CHANNEL)) == copy.copy(CHANNEL) == CHANNEL
    assert hash(copy.deepcopy(CHANNEL)) == hash(CHANNEL) and "AwYAAAB8TgU" not in shown(CHANNEL)
    for note in (
        wns.Notification.toast("Ready", launch="a", ttl_s=7),
        wns.Notification.raw(b"\0\xff", request_for_status=True),
        wns.Notification.badge(7),
    ):
        again = pickle.loads(pickle.dumps(note))
        assert (again.kind, again.headers, again.content) == (note.kind, note.headers, note.content)
        assert "Ready" not in shown(note)


def test_constants_repeat_the_core() -> None:
    pairs = ((windows, _waxwing.windows), (wns, _waxwing.wns), (mpns, _waxwing.mpns))
    for module, core in pairs:
        names = core.names()
        for name, values in names.items():
            constants = vars(getattr(module, name))
            assert [value for key, value in constants.items() if key.isupper()] == values, name


PHONE = windows.Channel.parse("http://sn1.notify.live.net/throttledthirdparty/01.00/AAQ")


def test_keywords_of_mpns_say_the_same_as_a_document() -> None:
    made = mpns.Notification
    image: mpns.Image = {"src": "/Shared/a.png", "is_relative": True}
    cases: list[tuple[mpns.Notification, dict[str, Any]]] = [
        (made.toast("a", "b", param="/c", within_s=450), {"type": "toast", "toast": {"text1": "a", "text2": "b", "param": "/c"}, "withinS": 450}),
        (made.tile(count=3, title=None), {"type": "tile", "tile": {"count": 3, "title": None}}),
        (made.tile("flip", background_image=image, back_title="a"), {"type": "tile", "tile": {"template": "flip", "backgroundImage": {"src": "/Shared/a.png", "isRelative": True}, "back_title": "a"}}),
        (made.raw(b"\0\xff", content_type="text/plain"), {"type": "raw", "raw_b64": "AP8=", "contentType": "text/plain"}),
    ]  # fmt: skip
    for one, options in cases:
        other = made.from_options(options)
        again = pickle.loads(pickle.dumps(one))
        for it in (other, again):
            assert (one.kind, one.headers, one.content) == (it.kind, it.headers, it.content)
        request = one.request(PHONE)
        assert (request.method, request.url) == ("POST", PHONE.uri)
        assert (request.headers, request.content) == (one.headers, one.content)
    assert b'<wp:Title Action="Clear"/>' in made.tile(count=3, title=None).content
    assert b"Title" not in made.tile(count=3).content
    assert code(lambda: made.raw(b"a").request(CHANNEL)) == "wrong_channel"
    assert code(lambda: made.tile("round", count=3)) == "invalid_input"
    assert code(lambda: made.tile()) == "invalid_notification"
    unknown: Any = made.tile
    with pytest.raises(TypeError, match="unexpected keyword argument 'colour'"):
        unknown(colour="red")
    for wrong in (7.5, object()):
        with pytest.raises(TypeError):
            unknown(count=wrong)
        with pytest.raises(TypeError):
            unknown(background_image=wrong)


def test_a_service_name_is_that_of_the_certificate() -> None:
    name = mpns.ServiceName.from_common_name("*.push.example.com")
    assert name.matches(name.name) and not name.matches("a.push.example.com")
    assert pickle.loads(pickle.dumps(name)) == name and name.is_renewed_by(name)
    assert repr(name) == '<ServiceName "*.push.example.com">'
    path = ROOT / "tests" / "credentials" / "server.cer"
    certificate = credentials.Certificate.from_der(path.read_bytes())
    assert mpns.ServiceName.from_certificate(certificate).name == certificate.common_name
    assert code(lambda: mpns.ServiceName.from_common_name("")) == "invalid_input"


def test_options_of_mpns_repeat_the_core() -> None:
    from typing import get_type_hints

    table = {name for name, _ in _waxwing.mpns.options_table()}
    said = {"type", "toast", "toast.text1", "toast.text2", "tile", "tile.template", "raw", "raw_b64"}
    headers = set(get_type_hints(mpns.HeaderOptions))
    parts = {f"toast.{name}" for name in set(get_type_hints(mpns.ToastOptions)) - headers}
    parts |= {f"tile.{name}" for name in set(get_type_hints(mpns.TileOptions)) - headers}
    assert said | parts | set(get_type_hints(mpns.RawOptions)) == table


def test_options_repeat_the_core() -> None:
    from typing import get_type_hints

    table = [name for name, _ in _waxwing.wns.options_table()]
    said = {"type", "toast", "toast.texts", "badge", "xml", "raw", "raw_b64"}
    typed = {
        "": {**get_type_hints(wns.TileOptions), **get_type_hints(wns.ToastHeaderOptions)},
        "toast.": set(get_type_hints(wns.ToastOptions)) - set(get_type_hints(wns.ToastHeaderOptions)),
        "toast.images.": get_type_hints(wns.Image),
        "toast.audio.": get_type_hints(wns.Audio),
        "toast.buttons.": get_type_hints(wns.Button),
    }
    listed = {prefix + name for prefix, names in typed.items() for name in names}
    assert listed | said == set(table)
