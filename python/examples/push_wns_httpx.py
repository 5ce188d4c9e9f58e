import os
import sys
import time
import httpx
from waxwing.windows import Action, Channel, wns

env = os.environ  # of the app's registration in Entra ID
ask = wns.TokenRequest.entra(env["WNS_TENANT"], env["WNS_CLIENT_ID"], env["WNS_SECRET"])
note = wns.Notification.toast("Ready", "Your order is here", launch="order=42", ttl_s=3600)


def fetch_token(client: httpx.Client) -> wns.AccessToken:
    r = ask.request()
    response = client.request(r.method, r.url, headers=r.headers, content=r.content)
    reply = wns.TokenReply.parse(response.status_code, response.headers, response.content)
    if reply.token is None:
        sys.exit(f"{reply.error or reply.status}: {reply.verdict()}")
    return reply.token  # good for a day: keep it, and share it between processes


with httpx.Client() as client:
    token = fetch_token(client)
    for uri in sys.stdin.read().split():  # what the app got from Windows and sent here
        channel = Channel.parse(uri)
        for attempt in range(3):
            if not token.is_fresh():
                token = fetch_token(client)
            r = note.request(channel, token)
            response = client.request(r.method, r.url, headers=r.headers, content=r.content)
            reply = wns.Reply.parse(response.status_code, response.headers, response.content)
            verdict = reply.verdict()
            print(channel.host, reply.status, verdict.action, verdict.cause or "")
            if verdict.action == Action.REFRESH_TOKEN:
                token = fetch_token(client)
            elif verdict.action == Action.RETRY:
                time.sleep(verdict.retry_after_s or 0)
            else:
                break  # delivered, or: drop_channel, dropped, repair, stop_credential
