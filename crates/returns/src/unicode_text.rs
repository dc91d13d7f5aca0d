//! Text saved as "Unicode text": UTF-16 with its mark of byte order, as Excel and Notepad write it.

use std::io::{Cursor, Error, ErrorKind, Read, Result, Seek, SeekFrom};

use crate::ReadSeek;

/// Largest text that is turned into UTF-8, in bytes: it has to be in memory as a whole.
const LARGEST: u64 = 256 << 20;

/// The UTF-8 of UTF-16 text; `None` if the bytes do not begin with its mark. What is no character becomes U+FFFD, which no
/// code, date or number has.
pub fn utf8_of_utf16(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let (pairs, half) = bytes[2..].as_chunks::<2>();
    let characters = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)));
    let mut text: String = characters.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    text.extend((!half.is_empty()).then_some(char::REPLACEMENT_CHARACTER));
    Some(text)
}

/// The same file, as UTF-8 if it is UTF-16.
///
/// **Errors**: a file that cannot be read; UTF-16 of more than 256 MiB.
pub(crate) fn as_utf8<'a>(mut file: Box<dyn ReadSeek + 'a>) -> Result<Box<dyn ReadSeek + 'a>> {
    // What comes through a pipe cannot be looked at twice.
    if file.stream_position().is_err() {
        return Ok(file);
    }
    let mut mark = Vec::new();
    file.by_ref().take(2).read_to_end(&mut mark)?;
    file.seek(SeekFrom::Start(0))?;
    if !matches!(mark.as_slice(), [0xff, 0xfe] | [0xfe, 0xff]) {
        return Ok(file);
    }
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        let most = LARGEST >> 20;
        let told =
            format!("it is Unicode text (UTF-16) of more than {most} MiB: expected text saved as CSV UTF-8");
        return Err(Error::new(ErrorKind::InvalidData, told));
    }
    let text = utf8_of_utf16(&bytes).unwrap_or_default();
    Ok(Box::new(Cursor::new(text.into_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_orders_of_bytes_are_read() {
        let text = "Zoë,5\r\n😀";
        let units: Vec<u16> = text.encode_utf16().collect();
        let [little, big] = [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes].map(|bytes| {
            std::iter::once(0xfeff).chain(units.iter().copied()).flat_map(bytes).collect::<Vec<u8>>()
        });
        assert_eq!(utf8_of_utf16(&little).as_deref(), Some(text));
        assert_eq!(utf8_of_utf16(&big).as_deref(), Some(text));
        assert_eq!(utf8_of_utf16(text.as_bytes()), None);
        assert_eq!(utf8_of_utf16(&[0xff, 0xfe, 0x00, 0xd8, 0x41]).as_deref(), Some("\u{fffd}\u{fffd}"));
    }
}
