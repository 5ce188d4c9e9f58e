"""The examples and what README says: the same text, run as it stands there."""

from __future__ import annotations

import doctest
import importlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT
from known import P8, TOPIC

EXAMPLES = ROOT / "python" / "examples"


def run(
    name: str, *arguments: str, cwd: Path, stdin: str = "", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", str(EXAMPLES / name), *arguments],
        capture_output=True,
        cwd=cwd,
        env={**os.environ, **(env or {})},
        input=stdin,
        text=True,
        timeout=60,
    )


def test_readme_shows_the_examples_as_they_are() -> None:
    readme = (ROOT / "python" / "README.md").read_text("utf-8")
    shown = re.findall(r"<!-- from: examples/(\S+) -->\n```python\n(.*?)```\n", readme, re.S)
    linked = re.findall(r"\]\(examples/(\S+)\)", readme)
    names = [name for name, _ in shown] + linked
    assert sorted(names) == sorted(path.name for path in EXAMPLES.glob("*.py"))
    for name, text in shown:
        assert text == (EXAMPLES / name).read_text("utf-8"), name


def test_what_readme_shows_of_a_dialogue_is_so() -> None:
    readme = (ROOT / "python" / "README.md").read_text("utf-8")
    blocks = re.findall(r"```pycon\n(.*?)```\n", readme, re.S)
    assert len(blocks) >= 4
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {"P8": P8}, "README", None, 0)
    problems: list[str] = []
    result = doctest.DocTestRunner().run(test, out=problems.append)
    assert result.failed == 0, "".join(problems)


@pytest.mark.parametrize("name", ["quickstart.py", "verify_notification.py"])
def test_a_quickstart_is_short(name: str) -> None:
    assert len((EXAMPLES / name).read_text("utf-8").splitlines()) <= 15


@pytest.mark.parametrize("module", ["waxwing", "waxwing.apns", "waxwing.app_store", "waxwing._options", "waxwing._time"])
def test_examples_in_docstrings(module: str) -> None:
    failed, attempted = doctest.testmod(importlib.import_module(module))
    assert (failed, attempted > 0) == (0, True)


def test_quickstart(tmp_path: Path) -> None:
    (tmp_path / "AuthKey_ABC123DEFG.p8").write_text(P8)
    (tmp_path / "signed_payload.txt").write_text("e30.e30.e30")
    finished = run("quickstart.py", cwd=tmp_path)
    assert finished.returncode == 0, finished.stderr
    request, refusal = finished.stdout.splitlines()
    assert request == (
        "POST https://api.sandbox.push.apple.com/3/device/00fc13adff785122b4ad28809a342098 "
        '{"aps":{"alert":{"title":"Ready","body":"Your order is here"}}}'
    )
    assert refusal.startswith("unsupported_algorithm - ")


def test_verify_notification_shows_a_real_one(shared: Path, tmp_path: Path) -> None:
    token = (shared / "real-jws/notification-TEST-1662122492884-8dce374e.jws").read_text().strip()
    body = json.dumps({"signedPayload": token})
    finished = run("verify_notification.py", "com.Abilities", cwd=tmp_path, stdin=body)
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.startswith("TEST signed at 2022-09-02 12:41:32.884000+00:00\nby ")
    refused = run("verify_notification.py", "com.example", cwd=tmp_path, stdin=body)
    assert refused.returncode == 1
    assert refused.stderr.startswith("wrong_bundle_id: ")


@dataclass(frozen=True)
class Simulator:
    """A local APNs."""

    environment: dict[str, str]


@pytest.fixture(scope="module")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulator]:
    program = os.environ.get("WAXWING_APNS_SIMULATOR", str(ROOT / "target/debug/apns-simulator"))
    if not Path(program).exists():
        pytest.skip("push over HTTP/2: no APNs simulator; set WAXWING_APNS_SIMULATOR")
    folder = tmp_path_factory.mktemp("apns")
    certificate, key = folder / "certificate.pem", folder / "key.p8"
    line = [
        program, "--port", "0", "--until-stdin-closes",
        "--certificate-out", str(certificate), "--key-out", str(key),
        "--unregistered", "aa01@1454948015990", "--refuse", "bb02=TooManyRequests",
        "--refuse", "cc03=ServiceUnavailable", "--bad-token", "dd04",
    ]  # fmt: skip
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as apns:
        assert apns.stdout is not None and apns.stdin is not None
        ready = json.loads(apns.stdout.readline())
        yield Simulator(
            {
                "APNS_URL": ready["listening"],
                "APNS_CERTIFICATE": str(certificate),
                "APNS_KEY": str(key),
                "APNS_KEY_ID": ready["key_id"],
                "APNS_TEAM_ID": ready["team_id"],
                "APNS_TOPIC": TOPIC,
            }
        )
        apns.stdin.close()
        assert apns.wait(timeout=10) == 0


def push(simulator: Simulator, tmp_path: Path, **env: str) -> list[str]:
    finished = run("push_httpx.py", cwd=tmp_path, env={**simulator.environment, **env})
    assert finished.returncode == 0, finished.stderr
    return finished.stdout.splitlines()


def test_push_is_accepted_over_http_2(simulator: Simulator, tmp_path: Path) -> None:
    status, advice = push(simulator, tmp_path, APNS_DEVICE_TOKEN="00ff")
    assert re.fullmatch(r"HTTP/2 200 [0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", status)
    assert advice == "  delivered (request): APNs accepted the notification."


@pytest.mark.parametrize(
    ("token", "status", "verdict"),
    [
        ("aa01", "410 Unregistered", "drop_device (device)"),
        ("bb02", "429 TooManyRequests", "retry (device)"),
        ("cc03", "503 ServiceUnavailable", "retry (connection)"),
        ("dd04", "400 BadDeviceToken", "repair_pairing (device)"),
    ],
)
def test_push_is_refused_and_the_verdict_says_what_to_do(
    simulator: Simulator, tmp_path: Path, token: str, status: str, verdict: str
) -> None:
    lines = push(simulator, tmp_path, APNS_DEVICE_TOKEN=token)
    assert lines[0] == f"HTTP/2 {status}"
    assert lines[1].startswith(f"  {verdict}: ")


def test_push_with_another_team_is_refused(simulator: Simulator, tmp_path: Path) -> None:
    lines = push(simulator, tmp_path, APNS_DEVICE_TOKEN="00ff", APNS_TEAM_ID="XYZ789XYZ7")
    assert lines[0] == "HTTP/2 403 InvalidProviderToken"
    assert lines[1].startswith("  stop_credential (credential): ")
