//! Files that a form sends, into memory.

use axum::body::Bytes;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use pages::journey_pages::data::{AUTHORITY, FILES};
use returns::Input;

/// Most that one form may send, in bytes.
pub(crate) const LIMIT: u64 = LIMIT_MB * 1_000_000;
/// The same in MB.
pub(crate) const LIMIT_MB: u64 = 500;
/// Longest name of a file or authority that is kept.
const NAME_MAX: usize = 300;

/// What a form sent.
#[derive(Default)]
pub(crate) struct Sent {
    /// Code of the authority.
    pub authority: String,
    /// Files, as they are named and as they are.
    files: Vec<(String, Vec<u8>)>,
}

/// Why nothing can be done with what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unusable {
    /// More than was to be taken.
    TooLarge,
    /// Not a form, or broken off.
    Broken,
}

impl From<MultipartError> for Unusable {
    fn from(_: MultipartError) -> Unusable {
        Unusable::Broken
    }
}

impl Sent {
    /// Takes a form apart whose parts may be of so many bytes together.
    ///
    /// **Errors**: too large, or broken off. What is beyond the limit is still taken in, and dropped: a browser
    /// shows no answer before all of its form is sent.
    pub async fn receive(mut form: Multipart, limit: u64) -> Result<Sent, Unusable> {
        let mut sent = Sent::default();
        let mut room = limit;
        let mut too_large = false;
        while let Some(mut field) = form.next_field().await? {
            let is_file = field.name() == Some(FILES);
            let is_authority = field.name() == Some(AUTHORITY);
            let name: String = field.file_name().unwrap_or_default().chars().take(NAME_MAX).collect();
            let mut bytes = Vec::new();
            while let Some(chunk) = next(&mut field).await? {
                room = room.saturating_sub(chunk.len() as u64);
                if room == 0 {
                    too_large = true;
                    bytes = Vec::new();
                    sent.files = Vec::new();
                } else if is_file || (is_authority && bytes.len() < NAME_MAX) {
                    bytes.extend_from_slice(&chunk);
                }
            }
            if is_authority {
                sent.authority = String::from_utf8_lossy(&bytes).trim().to_owned();
            } else if is_file && !too_large && !(name.is_empty() && bytes.is_empty()) {
                sent.files.push((name, bytes));
            }
        }
        if too_large { Err(Unusable::TooLarge) } else { Ok(sent) }
    }

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The files for reading.
    pub fn inputs(self) -> Vec<Input<'static>> {
        self.files.into_iter().map(|(name, bytes)| Input::of_bytes(name, bytes)).collect()
    }
}

async fn next(field: &mut Field<'_>) -> Result<Option<Bytes>, MultipartError> {
    field.chunk().await
}
