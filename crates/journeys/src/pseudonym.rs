//! Codes that stand for children where ids must not be shown.

use std::fmt;

use returns::record::Record;
use sha2::{Digest, Sha256};

/// The secret that codes of children are made with.
///
/// Ids are few and easily guessed, so that whoever has the key and a code can find the id by trial: the key stays
/// with whoever may see the ids.
#[derive(Clone, PartialEq, Eq)]
pub struct CodeKey {
    bytes: [u8; 32],
}

/// A secret that is too short to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key of {0} bytes: expected at least {least} random bytes", least = CodeKey::LEAST)]
pub struct WeakKey(pub usize);

impl CodeKey {
    /// Bytes at least: 128 bits.
    pub const LEAST: usize = 16;

    /// The key of a secret.
    ///
    /// **Errors**: fewer than [`CodeKey::LEAST`] bytes.
    ///
    /// **Limits**: that the bytes are random is up to the caller.
    pub fn of_secret(secret: &[u8]) -> Result<CodeKey, WeakKey> {
        if secret.len() < CodeKey::LEAST {
            return Err(WeakKey(secret.len()));
        }
        Ok(CodeKey { bytes: Sha256::digest(secret).into() })
    }

    /// HMAC-SHA-256 of a message under the key.
    ///
    /// **Source**: RFC 2104, for a key shorter than the block of 64 bytes.
    fn digest(&self, message: &[u8]) -> [u8; 32] {
        let padded = |pad: u8| {
            let mut block = [pad; 64];
            block.iter_mut().zip(self.bytes).for_each(|(b, k)| *b ^= k);
            block
        };
        let inner = Sha256::new().chain_update(padded(0x36)).chain_update(message).finalize();
        Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize().into()
    }
}

impl fmt::Debug for CodeKey {
    /// Writes no part of the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeKey(secret)")
    }
}

/// One code per child, in the order of the record: eight hexadecimal digits, more where two would be equal.
///
/// The same key gives the same code for an id, whatever other children the record holds; without the key, ids tell
/// nothing of their codes.
pub(crate) fn codes(record: &Record, key: &CodeKey) -> Vec<String> {
    let whole: Vec<String> = record
        .children
        .iter()
        .map(|child| key.digest(child.id.as_bytes()).iter().map(|b| format!("{b:02x}")).collect())
        .collect();
    let mut length = 8;
    while length < 64 && has_equal(&whole, length) {
        length += 2;
    }
    whole.into_iter().map(|code| code.chars().take(length).collect()).collect()
}

fn has_equal(codes: &[String], length: usize) -> bool {
    let mut short: Vec<&str> = codes.iter().map(|c| c.get(..length).unwrap_or(c)).collect();
    short.sort_unstable();
    short.windows(2).any(|w| w[0] == w[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Test case 4 of RFC 4231 has a key of 25 bytes; zeros pad it to 32 without changing the result.
    #[test]
    fn digests_are_those_of_the_standard() {
        let mut bytes = [0; 32];
        (0..25).for_each(|n| bytes[n] = n as u8 + 1);
        let digest = CodeKey { bytes }.digest(&[0xcd; 50]);
        let hex: String = digest.iter().map(|b| format!("{b:02x}")).collect();
        assert_eq!(hex, "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
    }

    #[test]
    fn short_secrets_are_refused_and_keys_are_not_shown() {
        assert_eq!(CodeKey::of_secret(&[7; 15]), Err(WeakKey(15)));
        let key = CodeKey::of_secret(&[7; 16]).unwrap();
        assert_eq!(format!("{key:?}"), "CodeKey(secret)");
    }
}
