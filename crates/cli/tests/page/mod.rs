//! The program as its user meets it, and the examples of pages of documentation.

use std::process::{Command, Output};

/// The folder in which the program runs.
pub const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// Runs the program.
pub fn headwater(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_headwater"))
        .args(arguments)
        .current_dir(ROOT)
        .output()
        .expect("the program starts")
}

/// Bytes as text.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Runs every example of a page, a block of text that begins with `$ headwater`, and says how many there were.
pub fn run_examples(page: &str) -> usize {
    let mut examples = 0;
    for block in page.split("```text\n").skip(1) {
        let block = block.split("```").next().expect("a block that ends");
        let (command, expected) = block.split_once('\n').expect("a command and what it prints");
        let command = command.strip_prefix("$ headwater ").expect("a command");
        // What stands in quotes is one word.
        let words = command.split('"').enumerate().flat_map(|(n, part)| match n % 2 {
            0 => part.split_whitespace().collect::<Vec<_>>(),
            _ => vec![part],
        });
        let done = headwater(&words.collect::<Vec<_>>());
        assert!(done.status.success(), "{}", text(&done.stderr));
        assert_eq!(text(&done.stdout).trim_end(), expected.trim_end());
        examples += 1;
    }
    examples
}
