"""The examples and what README says: the same text, run as it stands there."""

from __future__ import annotations

import base64
import contextlib
import doctest
import http.server
import importlib
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import vectors
from conftest import ROOT
from known import P8, TOPIC

EXAMPLES = ROOT / "python" / "examples"


# Runs an example with a clock that stands still.
STILL = """
import runpy, sys, time
nanos, *sys.argv = sys.argv[1:]
time.time_ns = lambda: int(nanos)
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def run(
    name: str,
    *arguments: str,
    cwd: Path,
    stdin: str = "",
    env: dict[str, str] | None = None,
    now_ms: int | None = None,
    strict: bool = True,
    timeout: int = 60,
) -> subprocess.CompletedProcess[str]:
    still = [] if now_ms is None else ["-c", STILL, str(now_ms * 1_000_000)]
    return subprocess.run(
        [
            sys.executable, *(["-W", "error"] if strict else []), *still,
            str(EXAMPLES / name), *arguments,
        ],
        capture_output=True,
        cwd=cwd,
        env={**os.environ, **(env or {})},
        input=stdin,
        text=True,
        timeout=timeout,
    )  # fmt: skip


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
    given = {"P8": P8, "P12": (ROOT / "tests" / "credentials" / "keychain.p12").read_bytes()}
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), given, "README", None, 0)
    problems: list[str] = []
    result = doctest.DocTestRunner().run(test, out=problems.append)
    assert result.failed == 0, "".join(problems)


@pytest.mark.parametrize("name", ["quickstart.py", "verify_notification.py"])
def test_a_quickstart_is_short(name: str) -> None:
    assert len((EXAMPLES / name).read_text("utf-8").splitlines()) <= 15


@pytest.mark.parametrize("module", ["waxwing", "waxwing.apns", "waxwing.apns.binary", "waxwing.app_store", "waxwing.credentials", "waxwing._options", "waxwing._subscription", "waxwing._time", "waxwing._unverified", "waxwing.windows", "waxwing.windows.mpns", "waxwing.windows.wns"])
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


# Windows: no server may have a name of Microsoft's, so that the client is given the answers.
ANSWERS = """
import httpx, json, sys, time
plain, nap = httpx.Client, time.sleep
answers = json.loads(sys.argv[1])

def answer(request):
    status, headers, body = answers.pop(0)
    line = [request.method, str(request.url), request.headers["authorization"] if "authorization" in request.headers else None]
    print(json.dumps([*line, request.content.decode(), dict(request.headers)["content-length"]]), file=sys.stderr)
    return httpx.Response(status, headers=headers, text=body)

httpx.Client = lambda: plain(transport=httpx.MockTransport(answer))
time.sleep = lambda seconds: print("slept", seconds)
import runpy
runpy.run_path(sys.argv[2], run_name="__main__")
assert not answers
"""


def test_push_to_windows_follows_the_verdicts(tmp_path: Path) -> None:
    def grant(token: str) -> list[object]:
        body = {"token_type": "Bearer", "expires_in": "86399", "access_token": token}
        return [200, {}, json.dumps(body)]

    answers = [
        grant("first"), [401, {}, ""], grant("second"), [406, {"Retry-After": "7"}, ""],
        [200, {"X-WNS-Status": "received"}, ""], [410, {"X-WNS-Msg-ID": "1F"}, ""],
    ]  # fmt: skip
    uris = [f"https://db{n}.notify.windows.com/?token=Aw%2fkQ%3d&x=~a" for n in (5, 6)]
    client_id = "01234567-89ab-cdef-0123-456789abcdef"
    env = {"WNS_TENANT": "example.com", "WNS_CLIENT_ID": client_id, "WNS_SECRET": "s+t"}
    line = [sys.executable, "-W", "error", "-c", ANSWERS]
    finished = subprocess.run(
        [*line, json.dumps(answers), str(EXAMPLES / "push_wns_httpx.py")],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, **env},
        input="\n".join(uris),
        text=True,
        timeout=60,
    )
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.splitlines() == [
        "db5.notify.windows.com 401 refresh_token token_refused",
        "db5.notify.windows.com 406 retry sender_throttled",
        "slept 7",
        "db5.notify.windows.com 200 delivered ",
        "db6.notify.windows.com 410 drop_channel channel_expired",
    ]
    asked = [json.loads(text) for text in finished.stderr.splitlines()]
    entra = "https://login.microsoftonline.com/example.com/oauth2/v2.0/token"
    assert [it[:3] for it in asked] == [
        ["POST", entra, None],
        ["POST", uris[0], "Bearer first"],
        ["POST", entra, None],
        ["POST", uris[0], "Bearer second"],
        ["POST", uris[0], "Bearer second"],
        ["POST", uris[1], "Bearer second"],
    ]
    assert all(int(length) == len(body) for *_, body, length in asked)
    assert "client_secret=s%2Bt" in asked[0][3]
    assert asked[1][3].startswith('<toast launch="order=42">')


# Client certificates: those beside the tests, at a time when they are valid.

THEN_MS = 1_767_225_600_000
AFTER_MS = 1_798_761_600_000
CREDENTIALS = ROOT / "tests" / "credentials"


@contextlib.contextmanager
def knowing_certificates(
    folder: Path, environment: str = "sandbox", now_ms: int = THEN_MS
) -> Iterator[dict[str, str]]:
    program = os.environ.get("WAXWING_APNS_SIMULATOR", str(ROOT / "target/debug/apns-simulator"))
    if not Path(program).exists():
        pytest.skip("push by certificate: no APNs simulator; set WAXWING_APNS_SIMULATOR")
    certificate = folder / "apns.pem"
    line = [
        program, "--port", "0", "--until-stdin-closes", "--certificate-out", str(certificate),
        "--client-ca", str(CREDENTIALS / "ca.pem"), "--now", str(now_ms // 1000),
        "--environment", environment, "--unregistered", "aa01@1454948015990",
    ]  # fmt: skip
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as apns:
        assert apns.stdout is not None and apns.stdin is not None
        url = json.loads(apns.stdout.readline())["listening"]
        yield {"APNS_URL": url, "APNS_CERTIFICATE": str(certificate)}
        apns.stdin.close()
        assert apns.wait(timeout=10) == 0


def push_by_certificate(
    env: dict[str, str], cwd: Path, p12: str = "openssl3.p12", now_ms: int = THEN_MS
) -> tuple[int, list[str], str]:
    given = {"APNS_P12": str(CREDENTIALS / p12), "APNS_P12_PASSWORD": "secret", "APNS_DEVICE_TOKEN": "00ff"}
    finished = run("push_certificate.py", cwd=cwd, env={**given, **env}, now_ms=now_ms)
    return finished.returncode, finished.stdout.splitlines(), finished.stderr


def test_push_by_certificate_is_accepted_over_mutual_tls(tmp_path: Path) -> None:
    with knowing_certificates(tmp_path) as env:
        status, lines, _ = push_by_certificate(env, tmp_path)
        assert lines[0].startswith("incomplete_chain: no certificate of Example ")
        assert lines[1].startswith("HTTP/2 200 ")
        assert lines[2] == "  delivered (request): APNs accepted the notification."
        assert (status, len(lines)) == (0, 3)
        status, lines, _ = push_by_certificate({**env, "APNS_DEVICE_TOKEN": "aa01,00ff"}, tmp_path)
        assert (status, len(lines)) == (1, 5)
        assert lines[1] == "HTTP/2 410 Unregistered"
        assert lines[2].startswith("  drop_device (device): ")


def test_push_by_certificate_in_the_other_environment_stops(tmp_path: Path) -> None:
    with knowing_certificates(tmp_path, "production") as env:
        env["APNS_DEVICE_TOKEN"] = "00ff,aa01"
        status, lines, stderr = push_by_certificate(env, tmp_path, "sandbox.p12")
        assert lines[1] == "HTTP/2 403 BadCertificateEnvironment"
        assert lines[2].startswith("  stop_credential (credential): ")
        assert (status, stderr) == (2, "1 not sent, because: credential\n")


@pytest.mark.parametrize(
    ("p12", "now_ms", "more", "says"),
    [
        ("openssl3.p12", THEN_MS, {"APNS_TOPIC": "com.example.other"}, "topic_absent: "),
        ("sandbox.p12", THEN_MS, {"APNS_ENVIRONMENT": "production"}, "wrong_environment: "),
        ("openssl3.p12", AFTER_MS, {}, "expired: valid until 2026-07-01"),
    ],
)
def test_what_a_certificate_cannot_push_is_told_before(
    tmp_path: Path, p12: str, now_ms: int, more: dict[str, str], says: str
) -> None:
    # Nothing listens there.
    env = {"APNS_URL": "https://localhost:1", **more}
    status, lines, stderr = push_by_certificate(env, tmp_path, p12, now_ms)
    assert lines[0].startswith(says)
    assert (status, stderr) == (2, "nothing can be pushed with this certificate\n")


def test_a_handshake_that_refuses_the_certificate_is_no_answer(tmp_path: Path) -> None:
    with knowing_certificates(tmp_path, now_ms=AFTER_MS) as env:
        status, _, stderr = push_by_certificate(env, tmp_path)
        assert status == 2
        assert stderr.startswith("no answer: ")


# Revocation: a responder on this machine, which the HTTP client takes for its proxy.


@contextlib.contextmanager
def responder(answers: dict[str, bytes], asked: list[bytes]) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["content-type"] == "application/ocsp-request"
            asked.append(self.rfile.read(int(self.headers["content-length"])))
            answer = answers.get(self.path)
            self.send_response(503 if answer is None else 200)
            self.send_header("content-length", str(len(answer or b"")))
            self.end_headers()
            self.wfile.write(answer or b"")

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def ocsp_case(op: str, name: str) -> vectors.Case:
    return next(case for case in vectors.load() if (case.op, case.name) == (op, name))


@pytest.mark.parametrize(
    ("name", "said", "error"),
    [
        ("good_by_the_issuer_by_name", 2, None),
        ("good_by_the_issuer_by_name", 1, "ocsp_unreachable"),
        ("good_by_the_issuer_by_name", 0, "ocsp_unreachable"),
    ],
)
def test_verify_ocsp_asks_and_verifies(
    tmp_path: Path, name: str, said: int, error: str | None
) -> None:
    asked_case = ocsp_case("ocsp_requests", "leaf_and_intermediate")
    case = ocsp_case("verify_ocsp", name)
    assert case["token"] == asked_case["token"]
    requests = asked_case.expect["requests"]
    answers = {
        request["url"]: base64.b64decode(answer)
        for request, answer in list(zip(requests, case["answers_b64"]))[:said]
    }
    (root,) = case["roots"]
    (tmp_path / "root.der").write_bytes(base64.b64decode(case.shared["roots"][root]))
    asked: list[bytes] = []
    with responder(answers, asked) as url:
        finished = run(
            "verify_ocsp_httpx.py",
            case["bundle_ids"][0],
            "root.der",
            cwd=tmp_path,
            stdin=case["token"],
            env={"HTTP_PROXY": url, "http_proxy": url, "NO_PROXY": "", "no_proxy": ""},
            now_ms=case["now_ms"],
        )
    assert asked == [base64.b64decode(request["body_b64"]) for request in requests]
    if error is None:
        assert finished.returncode == 0, finished.stderr
        assert finished.stdout.splitlines()[1:] == ["leaf good", "intermediate good"]
    else:
        assert finished.returncode == 1
        assert finished.stderr.startswith(f"{error}: ")
        assert finished.stderr.endswith("(try again later)\n")


# Columns of signed objects.


@pytest.mark.parametrize(
    ("library", "rows"), [("duckdb", 2000), ("polars", 2000), ("pyspark", 5000)]
)
def test_arrow(tmp_path: Path, library: str, rows: int) -> None:
    folder = os.environ.get("WAXWING_SIGNED")
    if folder is None:
        pytest.skip("examples with Arrow: no signed objects; set WAXWING_SIGNED")
    if library == "pyspark":
        if "WAXWING_NO_SPARK" in os.environ:
            pytest.skip(os.environ["WAXWING_NO_SPARK"])
        pytest.importorskip("pyspark", reason="PySpark is not installed: cargo xtask test python")
    # Spark's own warnings are its own.
    strict = library != "pyspark"
    finished = run(
        f"arrow_{library}.py", folder, str(rows), cwd=tmp_path, strict=strict, timeout=300
    )
    assert finished.returncode == 0, finished.stderr
    *groups, last = finished.stdout.splitlines()
    assert last.startswith(f"{library}: {rows} rows, 2500 signatures, "), last
    assert sorted(group.split()[:3] for group in groups) == [
        ["None", "None", "bad_signature"],
        ["com.example.app.monthly", "EUR", "None"],
        ["com.example.app.monthly", "USD", "None"],
        ["com.example.app.yearly", "JPY", "None"],
        ["com.example.app.yearly", "USD", "None"],
    ]
    refused = next(group for group in groups if "bad_signature" in group).split()
    assert int(refused[3]) == rows // 100
