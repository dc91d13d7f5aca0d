//! The made-up authority that the pages offer, made when it is asked for.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use chain::Country;
use reference::Reference;
use returns::Input;
use server::Example;
use synthetic::{Settings, build};

/// Real authority whose published levels the made-up one has.
const LIKE: &str = "Hartlepool";
/// Its name, no real authority's.
const NAME: &str = "Larkshire";
/// Children aged 0 to 17 in it: enough for groups of every kind, few enough to be there in seconds.
const CHILDREN: u64 = 25_000;
/// Return years it has.
const YEARS: u16 = 5;

/// The made-up authority.
pub fn example() -> Example {
    Example {
        name: NAME.to_string(),
        like: LIKE.to_string(),
        children: Some(CHILDREN),
        returns: Arc::new(returns_in_memory),
    }
}

/// Its returns, each file in memory; none if the reference data cannot carry it, which the tests would have found.
fn returns_in_memory() -> Vec<Input<'static>> {
    let reference = Reference::embedded();
    let Ok(area) = reference.find(LIKE) else { return Vec::new() };
    let settings = Settings {
        name: NAME.to_string(),
        model_on: area.code,
        children: CHILDREN,
        first_year: Country::BASE_YEAR + 1 - YEARS,
        last_year: Country::BASE_YEAR,
        seed: 1,
        fault_share: 0.01,
        annex_a_months: 6,
    };
    let Ok(authority) = build(reference, &settings) else { return Vec::new() };
    let files: Mutex<Vec<(String, Shared)>> = Mutex::default();
    let written = authority.write_files(&mut |path: &str| {
        let shared = Shared::default();
        // The truth about it and the key of its faults are beside its returns, in the root.
        if path.contains('/') {
            let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
            files.push((path.to_string(), shared.clone()));
        }
        Ok(Box::new(shared) as Box<dyn Write>)
    });
    if written.is_err() {
        return Vec::new();
    }
    let files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
    files.into_iter().map(|(path, shared)| Input::of_bytes(path, shared.take())).collect()
}

/// A file in memory that outlives its writer.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
