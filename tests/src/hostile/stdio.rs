//! What can go wrong over standard input and output.

use std::io::{self, BufRead, Write};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::polite;

/// What a scenario does in place of the polite answer.
type Act = fn(&Value) -> io::Result<()>;

const SCENARIOS: &[(&str, &str, Act)] = &[
    ("polite", "", |_| Ok(())),
    ("garbage", "tools/call", garbage),
    ("greeting", "initialize", greeting),
    ("endless-line", "tools/call", |_| endless_line()),
    ("stderr-flood", "tools/call", stderr_flood),
    ("closes-input", "tools/call", |_| go_on(Stdio::null(), Stdio::inherit())),
    ("closes-output", "tools/call", |_| go_on(Stdio::inherit(), Stdio::null())),
    ("dies", "tools/call", |_| dies()),
    ("silent", "tools/call", |_| Ok(())),
    ("invalid-utf8", "tools/call", invalid_utf8),
];

/// Answers what it reads until its input ends.
pub fn serve(scenario: &str) -> Result<(), String> {
    if scenario == "idle" {
        loop {
            std::thread::park();
        }
    }
    let (name, method) = scenario.split_once('@').unwrap_or((scenario, ""));
    let known = SCENARIOS.iter().find(|(known, ..)| *known == name);
    let (_, usual, act) = *known.ok_or_else(|| format!("there is no scenario {name}"))?;
    let method = if method.is_empty() { usual } else { method };
    for line in io::stdin().lock().lines() {
        let Ok(request) = serde_json::from_str::<Value>(&line.map_err(|error| error.to_string())?) else {
            continue;
        };
        let answered = if request["method"] == method {
            act(&request)
        } else if request["id"].is_null() {
            Ok(())
        } else {
            say(&polite::answer(&request))
        };
        answered.map_err(|error| error.to_string())?;
    }
    Ok(())
}

fn say(message: &Value) -> io::Result<()> {
    let mut output = io::stdout().lock();
    writeln!(output, "{message}")?;
    output.flush()
}

fn garbage(request: &Value) -> io::Result<()> {
    let mut output = io::stdout().lock();
    writeln!(output, "Listening on port 3000…\n\n{{\"level\":\"info\"}}\n[1, 2\n{{\"jsonrpc\": \"2.0\"}}")?;
    drop(output);
    say(&polite::answer(request))
}

/// A line that many programs print before they speak.
fn greeting(request: &Value) -> io::Result<()> {
    println!("Hostile server 1.0 ready");
    say(&polite::answer(request))
}

fn endless_line() -> io::Result<()> {
    let mut output = io::stdout().lock();
    loop {
        output.write_all(&[b'x'; 64 * 1024])?;
    }
}

/// More than any pipe holds, so that whoever does not read it hangs here.
fn stderr_flood(request: &Value) -> io::Result<()> {
    let mut errors = io::stderr().lock();
    for number in 0..20_000 {
        writeln!(errors, "warning {number}: {}", "w".repeat(200))?;
    }
    errors.write_all(&[b'y'; 1024 * 1024])?;
    drop(errors);
    say(&polite::answer(request))
}

/// Goes on as a program that says nothing, does not end with its input, and has only what it is given here.
fn go_on(input: Stdio, output: Stdio) -> io::Result<()> {
    let program = std::env::current_exe()?;
    Err(Command::new(program).args(["stdio", "idle"]).stdin(input).stdout(output).exec())
}

fn dies() -> io::Result<()> {
    eprintln!("fatal: out of ideas");
    std::process::exit(7)
}

fn invalid_utf8(request: &Value) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(b"\xff\xfe\x00garbage\n")?;
    drop(output);
    say(&polite::answer(request))
}
