"""Values that several tests share. The key is the published example of RFC 6979 A.2.5."""

from __future__ import annotations

from waxwing import apns

P8 = (
    "MIGTAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBHkwdwIBAQQgya+p2EW6dRZrXCFXZ7HWk05Qw9s26JsSe4piKxIPZyGg"
    "CgYIKoZIzj0DAQehRANCAARg/tS6JVqdMclh63TGNW1owEm4kjth+mzmaWIuYPKftnkD/hAIuLyZpBrp6VYovGTy8bIM"
    "LX6fUXejwpTURiKZ"
)
KEY_ID = "ABC123DEFG"
TEAM_ID = "DEF123GHIJ"
ISSUED_AT_S = 1_437_179_036
TOKEN = (
    "eyJhbGciOiJFUzI1NiIsImtpZCI6IkFCQzEyM0RFRkcifQ"
    ".eyJpc3MiOiJERUYxMjNHSElKIiwiaWF0IjoxNDM3MTc5MDM2fQ"
    ".b4lLr9shLM-cGLtZv_sbcf3t0MZvu2F4_7oeucznx5OjvhsUitFqcSPyVMHDZY9QxMPPeuNEwNwObMMNSfaXzA"
)
DEVICE = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0"
TOPIC = "com.example.app"

NOW_MS = 1_763_760_000_000
"""The time of tests that need one: 2025-11-21T21:20:00Z."""


def key() -> apns.ProviderKey:
    return apns.ProviderKey.from_p8(P8, key_id=KEY_ID, team_id=TEAM_ID)


def device() -> apns.DeviceToken:
    return apns.DeviceToken.from_hex(DEVICE)


def note() -> apns.Notification:
    return apns.Notification.alert(TOPIC, "Your order is here")
