//! Python interface of waxwing: the module `waxwing._waxwing`.
//!
//! Converts between Python's values and the core's; what is right or wrong is decided there. The
//! Python files beside it give names, types and documentation.

#![deny(unsafe_code)]

mod apns;
mod app_store;
mod arrow;
mod convert;
mod credentials;
mod error;
mod json;
mod windows;

use pyo3::pymodule;

#[pymodule(gil_used = false)]
mod _waxwing {
    use pyo3::prelude::*;

    #[pymodule_export]
    use crate::apns::{
        Backoff, Broadcast, Call, CertificateScope, Channel, ChannelId, Channels, Cut, DeviceToken,
        Endpoint, GoAway, KeyRing, KeyScope, Lint, Next, Notification, Outcome, Prepared,
        ProviderKey, ProviderToken, PushTypeRules, Reply, Request, Requests, Session,
        SessionPolicy, TokenPolicy, Verdict, header_stability, lint_request, names, options_table,
    };
    #[pymodule_export]
    use crate::app_store::{
        OcspRequest, PendingVerification, Receipt, ReceiptVerifier, SignatureCheck, Signed,
        SubscriptionState, Unverified, Verifier, app_receipt_transaction_id, apple_root_ca_g3,
        decode_unverified, notification_facts, root_fingerprint,
        transaction_receipt_transaction_id,
    };
    #[pymodule_export]
    use crate::arrow::ArrowTable;
    #[pymodule_export]
    use crate::error::error_codes;

    /// Classes whose names other parts have too are in modules of their own.
    #[pymodule]
    mod binary {
        #[pymodule_export]
        use crate::apns::binary::{
            Decoder, ErrorPacket, FeedbackDecoder, FeedbackEntry, Notification, Received,
            binary_names,
        };
    }

    #[pymodule]
    mod credentials {
        #[pymodule_export]
        use crate::credentials::{
            Certificate, CertificateRequest, CertificateTopic, Contents, Identity, Lint,
            PrivateKey, PushCertificate, RequestSubject, Sniffed, SubjectKey, UnsignedRequest,
            credential_names, key_id_from_file_name, sniff,
        };
    }

    #[pymodule]
    mod mpns {
        #[pymodule_export]
        use crate::windows::mpns::{
            Notification, Reply, ServiceName, mpns_names, mpns_options_table,
        };
    }

    #[pymodule]
    mod windows {
        #[pymodule_export]
        use crate::windows::{Channel, Verdict, windows_names};
    }

    #[pymodule]
    mod wns {
        #[pymodule_export]
        use crate::windows::wns::{
            AccessToken, Notification, Reply, ToastRemoval, TokenReply, TokenRequest, wns_names,
            wns_options_table,
        };
    }

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
