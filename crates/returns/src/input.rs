//! A file as the caller hands it over: a name and a way to open it.

use std::io::{Cursor, Read, Result, Seek};
use std::sync::Arc;

use crate::unicode_text::as_utf8;

/// What can be read from any place in it: a file on disk, or bytes in memory.
pub trait ReadSeek: Read + Seek + Send {}

impl<T: Read + Seek + Send> ReadSeek for T {}

/// A file to read. It is opened when its turn comes, so that many large files need no memory at once.
pub struct Input<'a> {
    /// The name a person knows it by, with its folder if that tells the year: `2024/episodes.csv`.
    pub name: String,
    open: Box<dyn Fn() -> Result<Box<dyn ReadSeek + 'a>> + Send + Sync + 'a>,
}

impl<'a> Input<'a> {
    /// An input that is opened by a function.
    pub fn new(
        name: impl Into<String>,
        open: impl Fn() -> Result<Box<dyn ReadSeek + 'a>> + Send + Sync + 'a,
    ) -> Input<'a> {
        Input { name: name.into(), open: Box::new(open) }
    }

    /// An input whose bytes are in memory.
    pub fn of_bytes(name: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Input<'static> {
        let bytes: Arc<[u8]> = bytes.into();
        Input::new(name, move || Ok(Box::new(Cursor::new(Arc::clone(&bytes))) as Box<dyn ReadSeek>))
    }

    /// Opens it at its beginning.
    ///
    /// **Errors**: what the system says when the file cannot be opened.
    pub fn open(&self) -> Result<Box<dyn ReadSeek + 'a>> {
        (self.open)()
    }

    /// Opens it at its beginning as text: Unicode text (UTF-16 with its mark) reads as UTF-8.
    ///
    /// **Errors**: what the system says when the file cannot be opened; Unicode text of more than 256 MiB.
    pub fn open_text(&self) -> Result<Box<dyn ReadSeek + 'a>> {
        as_utf8((self.open)()?)
    }
}
