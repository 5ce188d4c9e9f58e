//! The shape of a device token.

/// Apple asks not to assume a length: 32 bytes are usual, Live Activities have more. The only limit on the wire is the
/// 8000 bytes of headers that APNs announces; this one is the simulator's, well below it.
const MAX_BYTES: usize = 1024;

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
