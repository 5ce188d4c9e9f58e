import os
import ssl
from pathlib import Path
import httpx
from waxwing import apns

env = os.environ  # APNS_URL and APNS_CERTIFICATE: where to push instead of to Apple
p8 = Path(env["APNS_KEY"]).read_text()
key = apns.ProviderKey.from_p8(p8, key_id=env["APNS_KEY_ID"], team_id=env["APNS_TEAM_ID"])
note = apns.Notification.alert(env["APNS_TOPIC"], title="Ready", body="Your order is here")
authority = httpx.URL(env.get("APNS_URL", "https://api.sandbox.push.apple.com")).netloc.decode()
push = note.prepare(apns.Endpoint.from_authority(authority))
trust = ssl.create_default_context(cafile=env.get("APNS_CERTIFICATE"))
with httpx.Client(http2=True, verify=trust) as client:
    for token in env["APNS_DEVICE_TOKEN"].split(","):
        r = push.request(apns.DeviceToken.from_hex(token), key.token_at())
        response = client.request(r.method, r.url, headers=r.headers, content=r.content)
        reply = apns.Reply.parse(response.status_code, response.headers, response.content)
        verdict = reply.verdict()
        print(response.http_version, reply.status, reply.reason or reply.apns_id)
        print(f"  {verdict.action} ({verdict.scope}): {verdict.advice}")
