//! A statutory code, small enough to copy.

use std::fmt;

/// A code of up to seven ASCII characters, as the return prints it: `U4`, `N1`, `CARPL`.
///
/// **Limits**: the record keeps `?` for anything longer. The row it came from keeps the text as it stood, and
/// an unknown code has a finding.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code([u8; 7]);

impl Code {
    /// No code: the cell was blank.
    pub const BLANK: Code = Code([0; 7]);

    /// The code for a text; `?` if the text cannot be one.
    pub fn new(text: &str) -> Code {
        let text = text.trim();
        let mut bytes = [0; 7];
        match (text.len() <= 7 && text.is_ascii()).then_some(text.as_bytes()) {
            Some(from) => bytes[..from.len()].copy_from_slice(from),
            None => bytes[0] = b'?',
        }
        Code(bytes)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        let len = self.0.iter().position(|b| *b == 0).unwrap_or(7);
        std::str::from_utf8(&self.0[..len]).unwrap_or("?")
    }

    /// Whether the cell was blank.
    pub fn is_blank(&self) -> bool {
        self.0[0] == 0
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_keep_their_text() {
        assert_eq!(Code::new(" CARPL ").as_str(), "CARPL");
        assert_eq!(Code::new("LEAVING-CARE").as_str(), "?");
        assert!(Code::new("").is_blank());
        assert_eq!(size_of::<Code>(), 7);
    }
}
