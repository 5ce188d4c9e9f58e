import json
import sys
from waxwing import WaxwingError, app_store, to_datetime

body = json.load(sys.stdin)  # what the App Store posts
verifier = app_store.Verifier(bundle_ids=sys.argv[1], environments="Sandbox")
try:
    notification = verifier.notification(body["signedPayload"])
except WaxwingError as error:
    sys.exit(f"{error.code}: {error}")
print(notification.notification_type, "signed at", to_datetime(notification.signed_at))
print("by", notification.chain.leaf.common_name)
if notification.transaction:
    print("product", notification.transaction.product_id)
