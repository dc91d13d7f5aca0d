//! Codes that stand for children where ids must not be shown.

use returns::record::Record;
use sha2::{Digest, Sha256};

/// One code per child, in the order of the record: eight hexadecimal digits, more where two would be equal.
///
/// The key is the hash of all ids, so a list of some ids does not give their codes; the same files give the same
/// codes.
pub fn codes(record: &Record) -> Vec<String> {
    let mut all = Sha256::new();
    for child in &record.children {
        all.update(child.id.as_bytes());
        all.update([0]);
    }
    let key = all.finalize();
    let whole: Vec<String> = record
        .children
        .iter()
        .map(|child| {
            let digest = Sha256::new().chain_update(key).chain_update(child.id.as_bytes()).finalize();
            digest.iter().map(|b| format!("{b:02x}")).collect()
        })
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
