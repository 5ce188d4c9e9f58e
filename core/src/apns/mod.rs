//! Push notifications: from a key and an intent to a request, and from a reply to what to do.
