from pathlib import Path
from waxwing import WaxwingError, apns, app_store

p8 = Path("AuthKey_ABC123DEFG.p8").read_text()
key = apns.ProviderKey.from_p8(p8, key_id="ABC123DEFG", team_id="DEF123GHIJ")
note = apns.Notification.alert("com.example.app", title="Ready", body="Your order is here")
device = apns.DeviceToken.from_hex("00fc13adff785122b4ad28809a342098")
request = note.prepare("sandbox").request(device, key.token_at())  # for any HTTP/2 client
print(request.method, request.url, request.content.decode())

verifier = app_store.Verifier(bundle_ids="com.example.app", environments="Sandbox")
try:
    print(verifier.notification(Path("signed_payload.txt").read_text().strip()))
except WaxwingError as error:
    print(error.code, "-", error)
