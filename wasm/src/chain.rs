//! The certificates that vouch for something, as JSON text.

use waxwing::app_store::{CertificateInfo, Chain};

use crate::writer::Writer;

pub(crate) fn chain(chain: &Chain) -> String {
    let mut writer = Writer::new();
    writer
        .json("leaf", &certificate(&chain.leaf))
        .json("intermediate", &certificate(&chain.intermediate))
        .json("root", &certificate(&chain.root));
    writer.finish()
}

fn certificate(certificate: &CertificateInfo) -> String {
    let mut writer = Writer::new();
    writer
        .text("commonName", &certificate.common_name)
        .text("serial", &certificate.serial)
        .time("notBefore", certificate.not_before)
        .time("notAfter", certificate.not_after)
        .text("sha256", &certificate.sha256);
    writer.finish()
}
