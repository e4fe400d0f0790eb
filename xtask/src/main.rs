//! `cargo xtask …`: sets up a fresh machine, builds, tests, opens the window. Standard library only, so that it
//! runs before anything else can be built.

mod bench;
mod directions;
mod display;
mod failure;
mod lint;
mod pictures;
mod project;
mod run;
mod setup;
mod test;
mod test_ids;
mod ui;

use std::process::ExitCode;

use failure::Failure;
use setup::Purpose;

const HELP: &str = "\
cargo xtask WORD

  run [-- FLAGS]  set up what is missing, build, open the window; FLAGS go to the program
  test            set up what is missing, then run every test there is
  setup           set up what is missing for both, and no more
  ui              build the pages of the user interface
  bindings        write ui/src/bindings.ts anew from the contract
  lint            formatting, Clippy, Biome, TypeScript, which crate may depend on which, the list of test ids
  bench [-- NAMES]  measure the program's speed against what others need, all or what is named; results in
                  target/bench.json
  pictures        take the pictures in docs/ anew from the real window
  help            print this
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match obey(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\ncargo xtask: {failure}");
            failure.exit_code()
        }
    }
}

fn obey(words: &[String]) -> Result<(), Failure> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["run"] => run::run(&[]),
        ["run", "--", flags @ ..] => run::run(flags),
        ["test"] => test::test(),
        ["setup"] => setup::set_up(Purpose::Test),
        ["ui"] => ui::build(),
        ["bindings"] => run::bindings(),
        ["lint"] => lint::lint(),
        ["bench"] => bench::bench(&[]),
        ["bench", "--", names @ ..] => bench::bench(names),
        ["pictures"] => pictures::take(),
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        _ => Err(Failure::UnknownWords(words.join(" "))),
    }
}

#[cfg(test)]
mod tests {
    use super::obey;

    #[test]
    fn words_it_does_not_know_are_an_error_that_repeats_them() {
        let failure = obey(&["tset".to_owned(), "--quick".to_owned()]).unwrap_err();

        assert_eq!(
            failure.to_string(),
            "it does not know “tset --quick”. `cargo xtask help` lists what it knows."
        );
    }

    #[test]
    fn a_word_too_many_is_not_silently_dropped() {
        let failure = obey(&["lint".to_owned(), "ui".to_owned()]).unwrap_err();

        assert_eq!(
            failure.to_string(),
            "it does not know “lint ui”. `cargo xtask help` lists what it knows."
        );
    }
}
