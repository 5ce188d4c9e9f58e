"""The provider token: known byte for byte, and the same wherever it is made."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from known import ISSUED_AT_S, KEY_ID, P8, TEAM_ID, TOKEN, device, key, note

from waxwing import InputError, apns


def test_the_token_is_known_byte_for_byte() -> None:
    token = key().token_issued_at(ISSUED_AT_S)
    assert token.jwt == TOKEN
    assert len(token.jwt) == 184
    assert token.authorization == f"bearer {TOKEN}"
    assert (token.key_id, token.team_id) == (KEY_ID, TEAM_ID)
    assert token.issued_at == ISSUED_AT_S * 1000
    assert token.window_ends_at == (ISSUED_AT_S + 3000) * 1000
    assert token.expires_at == (ISSUED_AT_S + 3600) * 1000
    assert apns.ProviderToken.from_jwt(TOKEN).authorization == token.authorization


def test_a_window_has_one_token() -> None:
    first = key().token_at(1_437_177_000_000)
    for now in (1_437_177_000_001, 1_437_179_036_000, 1_437_179_999_999):
        assert key().token_at(now).jwt == first.jwt
    assert key().token_at(first.window_ends_at).jwt != first.jwt


def test_two_other_processes_make_the_same_token() -> None:
    program = (
        "from known import key\n"
        "print(key().token_issued_at(1437179036).jwt, key().token_at(1437179036000).jwt)"
    )
    line = [sys.executable, "-c", program]
    folder = Path(__file__).parent
    started = [
        subprocess.Popen(line, cwd=folder, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    outputs = [process.communicate(timeout=60)[0] for process in started]
    assert [process.returncode for process in started] == [0, 0]
    assert outputs[0] == outputs[1]
    assert outputs[0].split() == [TOKEN, key().token_at(1_437_179_036_000).jwt]


def test_now_is_milliseconds_or_an_aware_datetime() -> None:
    utc = datetime(2015, 7, 18, 0, 23, 56, tzinfo=timezone.utc)
    assert utc.timestamp() == ISSUED_AT_S
    elsewhere = utc.astimezone(timezone(timedelta(hours=-7)))
    expected = key().token_at(ISSUED_AT_S * 1000).jwt
    assert key().token_at(utc).jwt == expected
    assert key().token_at(elsewhere).jwt == expected
    with pytest.raises(InputError) as caught:
        key().token_at(utc.replace(tzinfo=None))
    assert (caught.value.code, caught.value.subject) == ("invalid_time", "now")


def test_the_clock_is_read_at_each_call(monkeypatch: pytest.MonkeyPatch) -> None:
    for millis in (ISSUED_AT_S * 1000, (ISSUED_AT_S + 3000) * 1000 + 999):
        monkeypatch.setattr(time, "time_ns", lambda: millis * 1_000_000 + 999_999)
        assert key().token_at().jwt == key().token_at(millis).jwt


def test_a_policy_sets_windows() -> None:
    policy = apns.TokenPolicy(window_s=1200, phase_s=700)
    token = key().token_at(1_437_179_036_000, policy=policy)
    assert token.issued_at == 1_437_178_300_000
    assert token.window_ends_at == 1_437_179_500_000
    assert repr(apns.TokenPolicy()) == "TokenPolicy(window_s=3000, phase_s=0)"


def test_the_token_stands_first_in_a_request() -> None:
    request = note().prepare("production").request(device(), key().token_issued_at(ISSUED_AT_S))
    assert request.headers[0] == ("authorization", f"bearer {TOKEN}")
    assert note().prepare("production").request(device()).headers == request.headers[1:]


PEM = f"-----BEGIN PRIVATE KEY-----\n{P8}\n-----END PRIVATE KEY-----\n"


@pytest.mark.parametrize("p8", [P8, P8.encode(), PEM, PEM.encode()], ids=lambda p8: type(p8))
def test_a_key_comes_as_text_or_bytes(p8: str | bytes) -> None:
    made = apns.ProviderKey.from_p8(p8, key_id=KEY_ID, team_id=TEAM_ID)
    assert made.token_issued_at(ISSUED_AT_S).jwt == TOKEN
    assert len(made.public_key) == 65
