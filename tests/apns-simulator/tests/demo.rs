//! The demo, so that `cargo xtask demo` shows nothing that is not so.
#![allow(clippy::unwrap_used)]

#[path = "../examples/demo/main.rs"]
#[allow(dead_code)]
mod demo;

#[tokio::test]
async fn everything_comes_out_as_expected() {
    demo::show().await.unwrap();
}
