//! Where the built program is, and the fonts that it has in tests.

use std::path::PathBuf;

/// `target/debug/greenroom`, beside the tests.
pub fn path() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows its own path");
    let target = test.ancestors().nth(2).expect("tests are built into target/*/deps");
    let program = target.join("greenroom");
    assert!(program.is_file(), "{} is missing: `cargo xtask test` builds it", program.display());
    program
}

/// By this variable the program has the same fonts on every machine with the same Debian packages. The processes of its
/// pages inherit it.
pub const FONTS: (&str, &str) = ("FONTCONFIG_FILE", concat!(env!("CARGO_MANIFEST_DIR"), "/fonts.conf"));
