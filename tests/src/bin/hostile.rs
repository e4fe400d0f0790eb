//! A server that does what no server should. `hostile http SCENARIO` prints its URL, `hostile stdio SCENARIO` speaks
//! over its standard input and output; what the scenarios are is in `greenroom_tests::hostile`.

use std::process::ExitCode;

use greenroom_tests::hostile::{http, stdio};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let served = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["http", scenario] => http::serve(scenario),
        ["stdio", scenario] => stdio::serve(scenario),
        _ => Err("usage: hostile http|stdio SCENARIO[@METHOD]".to_owned()),
    };
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}
