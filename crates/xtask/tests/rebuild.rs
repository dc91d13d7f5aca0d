//! The tables in the repository are those that the inputs give.

use std::path::Path;

use xtask::reference;

#[test]
fn a_rebuild_gives_the_same_bytes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let inputs = root.join("../shared/data");
    if !inputs.is_dir() {
        println!("skipped: the published files are not at {}", inputs.display());
        return;
    }
    let built = reference::build(&inputs, &inputs.join("../methods")).unwrap();
    for table in &built.tables {
        let kept = std::fs::read(root.join("crates/reference/tables").join(table.file())).unwrap();
        assert!(kept == table.bytes, "{} differs: run `cargo run -p xtask -- reference`", table.file());
    }
}
