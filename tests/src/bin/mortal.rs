//! A host that is made to be killed: `mortal FOLDER URL LIFE` talks to the server at the URL for as long as it lives; what
//! it does is in `greenroom_tests::mortal`.

use std::path::Path;
use std::process::ExitCode;

use greenroom_tests::mortal;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, url, life] = &arguments[..] else {
        eprintln!("usage: mortal FOLDER URL LIFE");
        return ExitCode::FAILURE;
    };
    mortal::live(Path::new(folder), url, life).await;
    ExitCode::SUCCESS
}
