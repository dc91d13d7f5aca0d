//! The tables in the repository are those that the inputs give.

use std::io::Read;
use std::path::Path;

use xtask::reference;

#[test]
fn a_rebuild_gives_the_same_tables() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let inputs = root.join("../shared/data");
    if !inputs.is_dir() {
        println!("skipped: the published files are not at {}", inputs.display());
        return;
    }
    let built = reference::build(&inputs, &inputs.join("../methods")).unwrap();
    for table in &built.tables {
        let kept = std::fs::read(root.join("crates/reference/tables").join(table.file())).unwrap();
        // What is inside is compared: built together with other crates, the compressor may be another one.
        let same = unpacked(&kept) == unpacked(&table.bytes);
        assert!(same, "{} differs: run `cargo run -p xtask -- reference`", table.file());
    }
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(bytes).read_to_end(&mut text).unwrap();
    text
}
