"""The names that are known today, as classes of constants."""

from __future__ import annotations

from typing import Final


class Action:
    """What to do about a reply."""

    CHECK_CLOCK: Final = "check_clock"
    """Set the machine's clock: a token that is not old here is called expired."""

    DELIVERED: Final = "delivered"
    """Nothing: the service accepted the notification. Whether the device got it, nobody says."""

    DROP_CHANNEL: Final = "drop_channel"
    """Forget the channel: one for broadcasts can be created anew, one of Windows comes from the app
    when it runs again."""

    DROP_DEVICE: Final = "drop_device"
    """Stop using the device token for this topic."""

    DROPPED: Final = "dropped"
    """Nothing: the service took the notification and threw it away, because the device or its
    settings do not want it."""

    GIVE_UP: Final = "give_up"
    """Report it: a session has tried it as often as its policy allows, or it has ended twice
    without anyone knowing whether APNs had it."""

    KEEP_DEVICE: Final = "keep_device"
    """Keep the device token: the app registered it again after APNs had given it up."""

    REFRESH_TOKEN: Final = "refresh_token"
    """Get a new token and send once more: of APNs a new provider token, on a new connection, of WNS a
    new access token."""

    REPAIR: Final = "repair"
    """Correct the request; it will be refused for ever as it is."""

    REPAIR_PAIRING: Final = "repair_pairing"
    """Bring device token, topic and environment together that belong together."""

    RETRY: Final = "retry"
    """Send the same request again, after the wait that the verdict gives."""

    STOP_CREDENTIAL: Final = "stop_credential"
    """Stop using this key or certificate and tell a human."""


class Environment:
    """Apple's two worlds: a device token belongs to exactly one."""

    PRODUCTION: Final = "production"
    """TestFlight and the App Store."""

    SANDBOX: Final = "sandbox"
    """Builds made for development."""


class InterruptionLevel:
    """How strongly a notification may interrupt."""

    PASSIVE: Final = "passive"
    """Listed, without lighting the screen or playing a sound."""

    ACTIVE: Final = "active"
    """Shown at once; what the system assumes."""

    TIME_SENSITIVE: Final = "time-sensitive"
    """Shown at once, through most of Focus."""

    CRITICAL: Final = "critical"
    """Shown at once, with sound even when silenced. Needs an entitlement of Apple's."""


class Priority:
    """How urgent a notification is."""

    IMMEDIATE: Final = 10
    """At once; what APNs assumes."""

    POWER_AWARE: Final = 5
    """When it suits the device's power."""

    NEVER_WAKE: Final = 1
    """Never waking the device."""


class PushType:
    """What kind of push a notification is."""

    ALERT: Final = "alert"
    BACKGROUND: Final = "background"
    COMPLICATION: Final = "complication"
    CONTROLS: Final = "controls"
    FILE_PROVIDER: Final = "fileprovider"
    LIVE_ACTIVITY: Final = "liveactivity"
    LOCATION: Final = "location"
    MDM: Final = "mdm"
    PUSH_TO_TALK: Final = "pushtotalk"
    VOIP: Final = "voip"
    WIDGETS: Final = "widgets"


class Reason:
    """Why APNs refuses a request, as far as known. A verdict says what each means."""

    BAD_COLLAPSE_ID: Final = "BadCollapseId"
    BAD_DEVICE_TOKEN: Final = "BadDeviceToken"
    BAD_EXPIRATION_DATE: Final = "BadExpirationDate"
    BAD_MESSAGE_ID: Final = "BadMessageId"
    BAD_PRIORITY: Final = "BadPriority"
    BAD_TOPIC: Final = "BadTopic"
    DEVICE_TOKEN_NOT_FOR_TOPIC: Final = "DeviceTokenNotForTopic"
    DUPLICATE_HEADERS: Final = "DuplicateHeaders"
    IDLE_TIMEOUT: Final = "IdleTimeout"
    INVALID_PUSH_TYPE: Final = "InvalidPushType"
    MISSING_DEVICE_TOKEN: Final = "MissingDeviceToken"
    MISSING_TOPIC: Final = "MissingTopic"
    PAYLOAD_EMPTY: Final = "PayloadEmpty"
    TOPIC_DISALLOWED: Final = "TopicDisallowed"
    FEATURE_NOT_ENABLED: Final = "FeatureNotEnabled"
    MISSING_CHANNEL_ID: Final = "MissingChannelId"
    BAD_CHANNEL_ID: Final = "BadChannelId"
    CHANNEL_NOT_REGISTERED: Final = "ChannelNotRegistered"
    BAD_REQUEST_PARAMS: Final = "BadRequestParams"
    BAD_REQUEST_PAYLOAD: Final = "BadRequestPayload"
    MISSING_PUSH_TYPE: Final = "MissingPushType"
    CANNOT_CREATE_CHANNEL_CONFIG: Final = "CannotCreateChannelConfig"
    MISSING_CHANNEL_QUEUE_SIZE: Final = "MissingChannelQueueSize"
    BAD_CERTIFICATE: Final = "BadCertificate"
    BAD_CERTIFICATE_ENVIRONMENT: Final = "BadCertificateEnvironment"
    EXPIRED_PROVIDER_TOKEN: Final = "ExpiredProviderToken"
    FORBIDDEN: Final = "Forbidden"
    INVALID_PROVIDER_TOKEN: Final = "InvalidProviderToken"
    MISSING_PROVIDER_TOKEN: Final = "MissingProviderToken"
    UNRELATED_KEY_ID_IN_TOKEN: Final = "UnrelatedKeyIdInToken"
    BAD_ENVIRONMENT_KEY_ID_IN_TOKEN: Final = "BadEnvironmentKeyIdInToken"
    BAD_ENVIRONMENT_KEY_IN_TOKEN: Final = "BadEnvironmentKeyInToken"
    TOPIC_MISMATCH: Final = "TopicMismatch"
    BAD_PATH: Final = "BadPath"
    METHOD_NOT_ALLOWED: Final = "MethodNotAllowed"
    EXPIRED_TOKEN: Final = "ExpiredToken"
    UNREGISTERED: Final = "Unregistered"
    PAYLOAD_TOO_LARGE: Final = "PayloadTooLarge"
    TOO_MANY_PROVIDER_TOKEN_UPDATES: Final = "TooManyProviderTokenUpdates"
    TOO_MANY_REQUESTS: Final = "TooManyRequests"
    INTERNAL_SERVER_ERROR: Final = "InternalServerError"
    SERVICE_UNAVAILABLE: Final = "ServiceUnavailable"
    SHUTDOWN: Final = "Shutdown"
    BAD_TTL: Final = "BadTtl"
    BAD_URGENCY: Final = "BadUrgency"
    BAD_WEB_PUSH_REQUEST: Final = "BadWebPushRequest"
    BAD_WEB_PUSH_TOPIC: Final = "BadWebPushTopic"
    VAPID_PK_HASH_MISMATCH: Final = "VapidPkHashMismatch"
    BAD_AUTHORIZATION_HEADER: Final = "BadAuthorizationHeader"
    BAD_JWT_TOKEN: Final = "BadJwtToken"
    BAD_VAPID_PUBLIC_KEY: Final = "BadVapidPublicKey"


class Scope:
    """What a verdict is about, and so what else it holds for."""

    CHANNEL: Final = "channel"
    """A broadcast channel."""

    CONNECTION: Final = "connection"
    """Everything on this connection."""

    CREDENTIAL: Final = "credential"
    """Everything with this key or certificate."""

    DEVICE: Final = "device"
    """Everything to this device."""

    REQUEST: Final = "request"
    """This request alone."""

    TOPIC: Final = "topic"
    """Everything for this topic."""


class Because:
    """Why a session wants what it wants."""

    AGE: Final = "age"
    """The connection has reached the age that the policy permits."""

    CLEAR: Final = "clear"
    """Nothing in the way."""

    CLOCK: Final = "clock"
    """This machine's clock is wrong: APNs calls a provider token expired that is not old here, or
    the time given is none that a token can carry."""

    CLOSED: Final = "closed"
    """The connection was closed."""

    CONNECT_FAILED: Final = "connect_failed"
    """The last connections came to nothing."""

    CREDENTIAL: Final = "credential"
    """APNs refused the key or certificate."""

    FIRST: Final = "first"
    """There was no connection yet."""

    GOING_AWAY: Final = "going_away"
    """The server is closing the connection (GOAWAY, or the reason Shutdown)."""

    IDLE: Final = "idle"
    """The connection was idle for too long for the server."""

    KEY_REPLACED: Final = "key_replaced"
    """The key was replaced, and a connection stays with the one it began with."""

    PROBATION: Final = "probation"
    """The limit is 1 until the first request with a valid token succeeds."""

    SERVER_ERRORS: Final = "server_errors"
    """The server fails or is not available."""

    STREAM_IDS: Final = "stream_ids"
    """The numbers of the connection's streams are used up (RFC 9113 section 5.1.1)."""

    STREAM_LIMIT: Final = "stream_limit"
    """As many requests are under way as the server or the policy permits."""

    TOKEN_AGE: Final = "token_age"
    """The provider token has to change, and this connection has seen another one less than 20
    minutes ago."""

    TOKEN_REFUSED: Final = "token_refused"
    """APNs called the provider token expired."""

    TOKEN_UPDATES: Final = "token_updates"
    """APNs has seen too many provider tokens on this connection."""

    TOPICS: Final = "topics"
    """The connection may have begun before the topic belonged to the team."""

    UNRELATED_KEY: Final = "unrelated_key"
    """The key is not related to the one that the connection began with."""

    UNRESPONSIVE: Final = "unresponsive"
    """Several requests in a row had no reply."""


class Fate:
    """What is known of a request."""

    AMBIGUOUS: Final = "ambiguous"
    """It was not answered, and may have been processed: to send it again may show the
    notification twice, unless a collapse id prevents that."""

    ANSWERED: Final = "answered"
    """APNs answered it."""

    NOT_PROCESSED: Final = "not_processed"
    """APNs did not look at it (RFC 9113 sections 6.8 and 8.7): to send it again is safe."""


class LintCode:
    """What a lint is about. Each :class:`Lint` has advice and source."""

    BACKGROUND_PRIORITY: Final = "background_priority"
    """A background push without its priority."""

    FILE_PROVIDER_CONTAINER: Final = "file_provider_container"
    """A file provider told of a single container."""

    KEY_IGNORED_IN_APS: Final = "key_ignored_in_aps"
    """A key inside `aps` or `alert` that Apple does not document."""

    KEY_WITHOUT_EFFECT: Final = "key_without_effect"
    """A key that exists, but not for this push type, or not without another."""

    LIVE_ACTIVITY_BUDGET: Final = "live_activity_budget"
    """A push that the budget of a Live Activity pays for."""

    LOC_ARGS_WITHOUT_KEY: Final = "loc_args_without_key"
    """Arguments for a text of the app that is not named."""

    MISSING_CONTENT_TYPE: Final = "missing_content_type"
    """A body that does not say what it is."""

    MISSING_FINAL_STATE: Final = "missing_final_state"
    """A Live Activity that ends without a last state."""

    MISSING_PUSH_TYPE: Final = "missing_push_type"
    """A push whose kind has to be guessed."""

    MISSING_TOPIC: Final = "missing_topic"
    """A push without a topic."""

    MISSING_URL_ARGS: Final = "missing_url_args"
    """A website's push without arguments."""

    NOTHING_TO_SHOW: Final = "nothing_to_show"
    """An alert push without alert, badge or sound."""

    OBSOLETE_ACTION_LOC_KEY: Final = "obsolete_action_loc_key"
    """A key that systems have stopped to look at."""

    OBSOLETE_SUMMARY_ARG: Final = "obsolete_summary_arg"
    """A key that systems have stopped to look at."""

    OTHER_HEADER: Final = "other_header"
    """A header that a push to a device does not have."""

    PUSH_TYPE_CASE: Final = "push_type_case"
    """A push type with capitals."""

    PUSH_TO_TALK_EXPIRATION: Final = "push_to_talk_expiration"
    """A Push to Talk notification that is kept."""

    PUSH_TO_TALK_PRIORITY: Final = "push_to_talk_priority"
    """A Push to Talk notification that may wait."""

    REPLACED_BY_LOC_KEY: Final = "replaced_by_loc_key"
    """A text that the device replaces."""

    STALE_BEFORE_TIMESTAMP: Final = "stale_before_timestamp"
    """A Live Activity that is stale before it is shown."""

    TOPIC_OF_ANOTHER_TYPE: Final = "topic_of_another_type"
    """A topic with the ending of another push type."""

    VOIP_EXPIRATION: Final = "voip_expiration"
    """A call that is announced when it is over."""

    VOIP_PRIORITY: Final = "voip_priority"
    """A call that may wait."""

    WIDGETS_EXPIRATION: Final = "widgets_expiration"
    """An expiration for widgets."""

    WIDGETS_PRIORITY: Final = "widgets_priority"
    """A priority for widgets."""


class NextAction:
    """What a session says to do now."""

    SEND: Final = "send"
    """Send up to ``room`` requests with ``token``."""

    CONNECT: Final = "connect"
    """Open a new connection, after looking up the host's name anew."""

    AWAIT_REPLY: Final = "await_reply"
    """Send nothing before one of the requests under way has ended."""

    WAIT_UNTIL: Final = "wait_until"
    """Send nothing before ``at_ms``."""

    STOP: Final = "stop"
    """Send nothing before a human has acted."""


class ActivityEvent:
    """What happens to a Live Activity."""

    START: Final = "start"
    UPDATE: Final = "update"
    END: Final = "end"


class StoragePolicy:
    """What a broadcast channel stores for devices that are offline."""

    NO_STORAGE: Final = "no_storage"
    """Nothing. More may be published, and broadcasts must expire at once."""

    MOST_RECENT: Final = "most_recent"
    """The most recent message, for up to 8 hours."""


class HeaderStability:
    """How long the value of a header lasts on one connection."""

    FIXED: Final = "fixed"
    """The same, or one of a few values, in all requests of a kind: index it."""

    HOURLY: Final = "hourly"
    """The provider token: replace it when it changes."""

    UNIQUE: Final = "unique"
    """Another one in almost every request: do not index it."""


class PushAuth:
    """The credential that a push type works with."""

    CERTIFICATE: Final = "certificate"
    """A client certificate."""

    TOKEN: Final = "token"
    """A provider token. Ordinary certificates do not have the topic."""

    TOKEN_OR_CERTIFICATE: Final = "token_or_certificate"
    """Either; a certificate must have the topic."""
