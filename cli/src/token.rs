//! `waxwing token`: a provider token for APNs.

use std::path::PathBuf;

use clap::Args;
use waxwing::apns::{KeyId, ProviderKey, ProviderToken, TeamId};
use waxwing::credentials::{key_id_from_file_name, signing_key};
use waxwing::time::Timestamp;

use crate::arguments::Password;
use crate::failure::Failure;
use crate::json::{object, time};
use crate::{Context, Outcome, files};

/// Print the provider token of this time for APNs
///
/// It is the same in every process that has the key, for 50 minutes at a time. Whoever has it can
/// push in the team's name for an hour.
#[derive(Args)]
pub(crate) struct Token {
    #[command(flatten)]
    key: TokenKey,
}

/// Apple's key and whose it is.
#[derive(Args)]
pub(crate) struct TokenKey {
    /// Apple's key, such as AuthKey_ABC123DEFG.p8
    #[arg(long, value_name = "FILE")]
    pub(crate) key: PathBuf,

    /// Its id, if the name of the file does not tell it
    #[arg(long, value_name = "ID")]
    pub(crate) key_id: Option<String>,

    /// The team's id
    #[arg(long, value_name = "ID")]
    pub(crate) team_id: String,

    #[command(flatten)]
    pub(crate) password: Password,
}

impl Token {
    pub(crate) fn run(&self, context: &mut Context) -> Outcome {
        let token = make(
            &self.key.key,
            self.key.key_id.as_deref(),
            &self.key.team_id,
            &self.key.password,
            context.now,
        )?;
        if context.json {
            context.out.json(&object! {
                "token" => token.as_str(),
                "key_id" => token.key_id().as_str(),
                "team_id" => token.team_id().as_str(),
                "issued_at" => time(token.issued_at()),
                "next_at" => time(token.window_ends_at()),
                "expires_at" => time(token.expires_at()),
            })?;
        } else {
            context.out.line(token.as_str())?;
        }
        Ok(true)
    }
}

/// The token of this time.
pub(crate) fn make(
    file: &PathBuf,
    key_id: Option<&str>,
    team_id: &str,
    password: &Password,
    now: Timestamp,
) -> Result<ProviderToken, Failure> {
    files::one_stream([file].into_iter().chain(password.file()))?;
    let team_id = TeamId::new(team_id)?;
    let key_id = match key_id {
        Some(text) => KeyId::new(text)?,
        None => key_id_from_file_name(&file.to_string_lossy()).ok_or_else(|| {
            Failure::usage("the file's name tells no key id (AuthKey_ABC123DEFG.p8): give --key-id")
        })?,
    };
    let password = password.read()?;
    let signing = signing_key(&files::read(file)?, password.as_ref().map(|text| text.as_str()))
        .map_err(|error| Failure::refused(file, error))?;
    Ok(ProviderKey::new(signing, key_id, team_id)?.token_at(now)?)
}
