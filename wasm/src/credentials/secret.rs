//! Secrets on their way in and out.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use zeroize::Zeroizing;

use crate::error::{Result, invalid};

#[wasm_bindgen]
extern "C" {
    /// Bytes in the host's own memory.
    #[wasm_bindgen(js_name = Uint8Array)]
    #[derive(Debug)]
    pub type HostBytes;

    /// A copy of what is seen through a view of the module's memory.
    #[wasm_bindgen(constructor, js_class = "Uint8Array")]
    fn copy(view: &[u8]) -> HostBytes;
}

/// Bytes for the host, without another copy in here.
pub(crate) fn bytes(secret: &[u8]) -> HostBytes {
    HostBytes::copy(secret)
}

/// Text for the host, without another copy in here.
pub(crate) fn text(secret: &str) -> JsValue {
    JsValue::from_str(secret)
}

/// A password in UTF-8, if there is one; wiped when dropped.
pub(crate) struct Password(Option<Zeroizing<Vec<u8>>>);

impl Password {
    pub(crate) fn new(bytes: Option<Vec<u8>>) -> Self {
        Self(bytes.map(Zeroizing::new))
    }

    pub(crate) fn get(&self) -> Result<Option<&str>> {
        let read = self.0.as_ref().map(|bytes| core::str::from_utf8(bytes)).transpose();
        Ok(read.map_err(|_| invalid("password", "text in UTF-8", "other bytes"))?)
    }
}
