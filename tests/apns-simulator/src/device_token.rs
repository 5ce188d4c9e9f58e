//! The shape of a device token.

/// Apple asks not to assume a length: 32 bytes are usual, Live Activities have more, and Apple's older protocol allowed 100.
const MAX_BYTES: usize = 100;

/// Whether this is a device token, or else what is wrong with it.
pub(crate) fn check(hex: &str) -> Result<(), String> {
    if hex.is_empty() {
        return Err("is empty".to_owned());
    }
    if !hex.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err("is not hexadecimal".to_owned());
    }
    if !hex.len().is_multiple_of(2) {
        return Err(format!("has {} digits, an odd number", hex.len()));
    }
    if hex.len() > MAX_BYTES * 2 {
        return Err(format!("has {} digits, {} are allowed", hex.len(), MAX_BYTES * 2));
    }
    Ok(())
}
