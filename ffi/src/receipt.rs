//! Receipts: the transaction id in one, and a verified one.

use waxwing_core::app_store::receipt::{
    ReceiptVerifier, ReceiptVerifierBuilder, VerifiedReceipt, transaction_id_from_app_receipt,
    transaction_id_from_transaction_receipt,
};
use waxwing_core::error::Result;
use waxwing_core::json::Value;
use waxwing_core::time::Timestamp;

use crate::bytes::{WaxwingBytes, WaxwingStr};
use crate::collected::Collected;
use crate::document::{self, Document};
use crate::environment::{self, WaxwingEnvironment};
use crate::error::WaxwingError;
use crate::fence;
use crate::status::WaxwingStatus;

/// The transaction id that a receipt holds, or none.
pub struct WaxwingTransactionId(Option<String>);

/// Reads the first transaction id in an app receipt: base64 text as apps send it, or the file
/// itself. Nothing is verified: use the id to ask the App Store Server API. Free it with
/// `waxwing_transaction_id_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_app_receipt_transaction_id(
    receipt: WaxwingStr,
    out_id: *mut *mut WaxwingTransactionId,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let receipt = unsafe { receipt.read("receipt") }?;
        transaction_id_from_app_receipt(receipt).map(WaxwingTransactionId)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_id, "out_id", out_error, make) }
}

/// Reads the transaction id in a transaction receipt of StoreKit 1. Nothing is verified. Free it
/// with `waxwing_transaction_id_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_transaction_receipt_transaction_id(
    receipt: WaxwingStr,
    out_id: *mut *mut WaxwingTransactionId,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let receipt = unsafe { receipt.read("receipt") }?;
        transaction_id_from_transaction_receipt(receipt).map(WaxwingTransactionId)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_id, "out_id", out_error, make) }
}

/// The id; `{NULL, 0}` when the receipt holds none. Lives until the id is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_transaction_id_text(
    id: *const WaxwingTransactionId,
) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(id, WaxwingStr::NONE, |it| WaxwingStr::of_option(it.0.as_deref())) }
}

/// Frees an id. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_transaction_id_free(id: *mut WaxwingTransactionId) {
    // SAFETY: by contract.
    unsafe { fence::free(id) }
}

/// Collects what a receipt verifier accepts. Setters may go unchecked: the builder keeps the first
/// error for `waxwing_receipt_verifier_builder_build`. It belongs to one thread at a time.
pub struct WaxwingReceiptVerifierBuilder(Collected<ReceiptVerifierBuilder>);

/// Runs a setter and keeps its error.
///
/// # Safety
///
/// Both pointers keep to the contract of the crate.
unsafe fn set(
    builder: *mut WaxwingReceiptVerifierBuilder,
    out_error: *mut *mut WaxwingError,
    setter: impl FnOnce(ReceiptVerifierBuilder) -> Result<ReceiptVerifierBuilder>,
) -> WaxwingStatus {
    let whole = || {
        // SAFETY: as the caller promises.
        unsafe { fence::reference_mut(builder, "builder") }?.0.set(setter)
    };
    // SAFETY: as the caller promises.
    unsafe { fence::run(out_error, whole) }
}

/// A builder of a receipt verifier that trusts Apple Root CA and accepts nothing yet. Free it with
/// `waxwing_receipt_verifier_builder_free`.
#[must_use]
#[unsafe(no_mangle)]
pub extern "C" fn waxwing_receipt_verifier_builder_new() -> *mut WaxwingReceiptVerifierBuilder {
    fence::new(|| WaxwingReceiptVerifierBuilder(Collected::new(ReceiptVerifier::builder())))
}

/// Frees a builder. NULL is fine. What was built of it stays.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_verifier_builder_free(
    builder: *mut WaxwingReceiptVerifierBuilder,
) {
    // SAFETY: by contract.
    unsafe { fence::free(builder) }
}

/// Accepts receipts of this app. Call it again for each further app.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_verifier_builder_bundle_id(
    builder: *mut WaxwingReceiptVerifierBuilder,
    bundle_id: WaxwingStr,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let setter = |it: ReceiptVerifierBuilder| {
        // SAFETY: by contract.
        let bundle_id = unsafe { bundle_id.text("bundle id") }?;
        Ok(it.bundle_id(bundle_id))
    };
    // SAFETY: by contract.
    unsafe { set(builder, out_error, setter) }
}

/// Accepts receipts of every app. Dangerous: a receipt of anybody's app will do.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_verifier_builder_dangerous_any_bundle_id(
    builder: *mut WaxwingReceiptVerifierBuilder,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set(builder, out_error, |it| Ok(it.dangerous_any_bundle_id())) }
}

/// Accepts receipts of this environment, a `waxwing_environment`. Call it again for the other.
/// Xcode stands alone, with its certificate.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_verifier_builder_environment(
    builder: *mut WaxwingReceiptVerifierBuilder,
    environment: u32,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let setter =
        |it: ReceiptVerifierBuilder| Ok(it.environment(environment::of_app_store(environment)?));
    // SAFETY: by contract.
    unsafe { set(builder, out_error, setter) }
}

/// Trusts this root, the DER certificate of an RSA authority, instead of Apple Root CA. Call it
/// again for each further root.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_verifier_builder_root(
    builder: *mut WaxwingReceiptVerifierBuilder,
    der: WaxwingBytes,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let setter = |it: ReceiptVerifierBuilder| {
        // SAFETY: by contract.
        let der = unsafe { der.read("root certificate") }?;
        Ok(it.root(der))
    };
    // SAFETY: by contract.
    unsafe { set(builder, out_error, setter) }
}

/// Trusts the root with this SHA-256, 32 bytes, which receipts then have to bring along, instead of
/// Apple Root CA.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_verifier_builder_root_sha256(
    builder: *mut WaxwingReceiptVerifierBuilder,
    fingerprint: WaxwingBytes,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let setter = |it: ReceiptVerifierBuilder| {
        // SAFETY: by contract.
        let fingerprint = unsafe { fingerprint.read("root certificate") }?;
        Ok(it.root_sha256(fingerprint))
    };
    // SAFETY: by contract.
    unsafe { set(builder, out_error, setter) }
}

/// Trusts receipts that Xcode signed with this certificate, in DER, as Xcode exports it. Goes with
/// `WAXWING_ENVIRONMENT_XCODE` alone.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_verifier_builder_xcode_certificate(
    builder: *mut WaxwingReceiptVerifierBuilder,
    der: WaxwingBytes,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let setter = |it: ReceiptVerifierBuilder| {
        // SAFETY: by contract.
        let der = unsafe { der.read("Xcode certificate") }?;
        Ok(it.xcode_certificate(der))
    };
    // SAFETY: by contract.
    unsafe { set(builder, out_error, setter) }
}

/// Refuses SHA-1, over which Apple signed receipts of older generations.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_verifier_builder_sha256_only(
    builder: *mut WaxwingReceiptVerifierBuilder,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set(builder, out_error, |it| Ok(it.sha256_only())) }
}

/// How far the creation date may lie in the future, in milliseconds; a minute unless set.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_verifier_builder_future_skew_ms(
    builder: *mut WaxwingReceiptVerifierBuilder,
    future_skew_ms: i64,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    // SAFETY: by contract.
    unsafe { set(builder, out_error, |it| Ok(it.future_skew_millis(future_skew_ms))) }
}

/// Makes the verifier. The builder stays and can be used further.
///
/// `WAXWING_STATUS_INVALID_INPUT` for a policy that cannot be, `WAXWING_STATUS_RECEIPT_ANCHOR` for a
/// certificate or fingerprint that receipts cannot be verified against, or the first error of a
/// setter.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_verifier_builder_build(
    builder: *const WaxwingReceiptVerifierBuilder,
    out_verifier: *mut *mut WaxwingReceiptVerifier,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let build = || {
        // SAFETY: by contract.
        let it = unsafe { fence::reference(builder, "builder") }?;
        it.0.get()?.build().map(WaxwingReceiptVerifier)
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_verifier, "out_verifier", out_error, build) }
}

/// Verifies app receipts: the signature, its chain to Apple Root CA, the marker extensions, that all
/// certificates were valid when the receipt was made, and that it is this app's. All threads may use
/// it at once.
pub struct WaxwingReceiptVerifier(ReceiptVerifier);

/// Frees a verifier. NULL is fine. What it verified stays.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_verifier_free(verifier: *mut WaxwingReceiptVerifier) {
    // SAFETY: by contract.
    unsafe { fence::free(verifier) }
}

/// Verifies a receipt: the base64 text that apps send, or the file itself. `now_ms` is milliseconds
/// since 1970. Free it with `waxwing_receipt_free`.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_verifier_verify(
    verifier: *const WaxwingReceiptVerifier,
    receipt: WaxwingStr,
    now_ms: i64,
    out_receipt: *mut *mut WaxwingReceipt,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let make = || {
        // SAFETY: by contract.
        let WaxwingReceiptVerifier(verifier) =
            unsafe { fence::reference(verifier, "receipt verifier") }?;
        // SAFETY: by contract.
        let receipt = unsafe { receipt.read("receipt") }?;
        let receipt = verifier.verify(receipt, Timestamp::from_millis(now_ms))?;
        Ok(WaxwingReceipt { receipt, document: Document::default() })
    };
    // SAFETY: by contract.
    unsafe { fence::make(out_receipt, "out_receipt", out_error, make) }
}

/// A receipt that Apple signed for the expected app and environment.
///
/// It never changes, so that all threads may read it at once. Its views live until
/// `waxwing_receipt_free`.
pub struct WaxwingReceipt {
    receipt: VerifiedReceipt,
    document: Document,
}

impl WaxwingReceipt {
    /// What a JSON pointer leads to.
    ///
    /// # Safety
    ///
    /// The view keeps to the contract of the crate.
    unsafe fn at(&self, pointer: WaxwingStr) -> Option<&Value> {
        // SAFETY: as the caller promises.
        let pointer = unsafe { pointer.text("pointer") }.ok()?;
        self.document.at(self.receipt.object(), pointer)
    }
}

/// Frees a receipt. NULL is fine.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_free(receipt: *mut WaxwingReceipt) {
    // SAFETY: by contract.
    unsafe { fence::free(receipt) }
}

/// The receipt as JSON: keys as in Apple's verifyReceipt but in camelCase, dates as milliseconds,
/// octets as base64. Lives until the receipt is freed.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_payload(receipt: *const WaxwingReceipt) -> WaxwingStr {
    let body = |it: &WaxwingReceipt| WaxwingStr::of(it.document.text(it.receipt.object()));
    // SAFETY: by contract.
    unsafe { fence::read(receipt, WaxwingStr::NONE, body) }
}

/// Which of the expected environments it belongs to.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_environment(
    receipt: *const WaxwingReceipt,
) -> WaxwingEnvironment {
    let body = |it: &WaxwingReceipt| it.receipt.verified_environment().into();
    // SAFETY: by contract.
    unsafe { fence::read(receipt, WaxwingEnvironment::Unknown, body) }
}

/// When Apple made it, in milliseconds since 1970; its certificates were valid then.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_created_at_ms(receipt: *const WaxwingReceipt) -> i64 {
    // SAFETY: by contract.
    unsafe { fence::read(receipt, 0, |it| it.receipt.created_at().as_millis()) }
}

/// Until when the certificate that signed it is valid, in milliseconds since 1970.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_leaf_valid_until_ms(
    receipt: *const WaxwingReceipt,
) -> i64 {
    // SAFETY: by contract.
    unsafe { fence::read(receipt, 0, |it| it.receipt.leaf_valid_until().as_millis()) }
}

/// The time that was given as now, in milliseconds since 1970.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_checked_at_ms(receipt: *const WaxwingReceipt) -> i64 {
    // SAFETY: by contract.
    unsafe { fence::read(receipt, 0, |it| it.receipt.checked_at().as_millis()) }
}

/// What it is signed over: `SHA-256`, or `SHA-1` in older receipts.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_digest(receipt: *const WaxwingReceipt) -> WaxwingStr {
    // SAFETY: by contract.
    unsafe { fence::read(receipt, WaxwingStr::NONE, |it| WaxwingStr::of(it.receipt.digest())) }
}

/// The text at a JSON pointer (RFC 6901), such as `/inApp/0/productId`. Lives until the receipt is
/// freed. False, and nothing written, when there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_text(
    receipt: *const WaxwingReceipt,
    pointer: WaxwingStr,
    out_value: *mut WaxwingStr,
) -> bool {
    let body = |it: &WaxwingReceipt| {
        // SAFETY: by contract.
        unsafe { it.at(pointer) }?.as_str().map(WaxwingStr::of)
    };
    // SAFETY: by contract.
    unsafe { fence::find(receipt, out_value, body) }
}

/// The integer at a JSON pointer; dates are milliseconds since 1970. False, and nothing written,
/// when there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_integer(
    receipt: *const WaxwingReceipt,
    pointer: WaxwingStr,
    out_value: *mut i64,
) -> bool {
    let body = |it: &WaxwingReceipt| {
        // SAFETY: by contract.
        unsafe { it.at(pointer) }?.as_i64()
    };
    // SAFETY: by contract.
    unsafe { fence::find(receipt, out_value, body) }
}

/// The truth value at a JSON pointer. False, and nothing written, when there is none.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_boolean(
    receipt: *const WaxwingReceipt,
    pointer: WaxwingStr,
    out_value: *mut bool,
) -> bool {
    let body = |it: &WaxwingReceipt| {
        // SAFETY: by contract.
        unsafe { it.at(pointer) }?.as_bool()
    };
    // SAFETY: by contract.
    unsafe { fence::find(receipt, out_value, body) }
}

/// How many elements the array, or keys the object, at a JSON pointer has: `/inApp` for purchases.
/// False, and nothing written, when there is neither.
#[doc = contract!()]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_count(
    receipt: *const WaxwingReceipt,
    pointer: WaxwingStr,
    out_value: *mut usize,
) -> bool {
    let body = |it: &WaxwingReceipt| {
        // SAFETY: by contract.
        document::count(unsafe { it.at(pointer) }?)
    };
    // SAFETY: by contract.
    unsafe { fence::find(receipt, out_value, body) }
}

/// Checks that the receipt was made for this device. `guid` is the identifier's bytes: 16 of
/// `identifierForVendor`, on a Mac the 6 of the network address.
/// `WAXWING_STATUS_RECEIPT_DEVICE_HASH` for another device.
#[doc = contract!()]
#[must_use]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn waxwing_receipt_verify_device_hash(
    receipt: *const WaxwingReceipt,
    guid: WaxwingBytes,
    out_error: *mut *mut WaxwingError,
) -> WaxwingStatus {
    let whole = || {
        // SAFETY: by contract.
        let it = unsafe { fence::reference(receipt, "receipt") }?;
        // SAFETY: by contract.
        let guid = unsafe { guid.read("device identifier") }?;
        it.receipt.verify_device_hash(guid)
    };
    // SAFETY: by contract.
    unsafe { fence::run(out_error, whole) }
}
