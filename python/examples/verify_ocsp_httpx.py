"""Verify a signed text from standard input, and ask whether its certificates were revoked.

verify_ocsp_httpx.py BUNDLE_ID [ROOT.der]
"""

import sys
from pathlib import Path
import httpx
from waxwing import WaxwingError, app_store

verifier = app_store.Verifier(
    bundle_ids=sys.argv[1],
    environments="Sandbox",
    revocation="required",
    roots=Path(sys.argv[2]).read_bytes() if len(sys.argv) > 2 else None,
)
answers: dict[tuple[str, bytes], bytes] = {}  # worth keeping until revocation.cache_until


def ask(client: httpx.Client, request: app_store.OcspRequest) -> None:
    try:
        reply = client.post(request.url, headers=request.headers, content=request.content)
    except httpx.HTTPError:
        return  # no answer: the policy says what follows
    if reply.status_code == 200:
        answers[request.url, request.content] = reply.content


signed = sys.stdin.read().strip()
try:
    pending = verifier.begin(signed)
    outcomes = [check.run() for check in pending.checks]  # or by a library of your own
    with httpx.Client(timeout=10) as client:
        for request in pending.ocsp_requests(outcomes):
            ask(client, request)
    verified = pending.finish(outcomes, ocsp_answers=answers.values())
except WaxwingError as error:
    sys.exit(f"{error.code}: {error}" + (" (try again later)" if error.retryable else ""))
print(verified.kind, "signed at", verified.signed_at)
if verified.revocation:
    for name in ("leaf", "intermediate"):
        print(name, getattr(verified.revocation, name).status)
