//! Servers that are child processes: shell scripts, each with the habit that its test is about.

#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use greenroom_mcp::{Command, Error, FrameKind, Nobody, Notice, Session, Target};
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

use crate::support::{limits, profile};
use crate::watcher::Watcher;

/// Answers the handshake of a server of 2025-11-25, and runs `$1` for every other request. `answer RESULT` answers.
const SERVER: &str = r#"
answer() { printf '{"jsonrpc":"2.0","id":%s,"result":%s}\n' "$id" "$1"; }
while read -r line; do
  id=$(printf '%s' "$line" | sed -n 's/.*"id":\([^,}]*\).*/\1/p')
  case "$line" in
    *'"server/discover"'*) printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-32601,"message":"?"}}\n' "$id" ;;
    *'"initialize"'*) answer '{"protocolVersion":"2025-11-25","capabilities":{},"serverInfo":{"name":"sh"}}' ;;
    *'"notifications/'*) ;;
    *) eval "$1" ;;
  esac
done
"#;

fn sh(script: &str, arguments: &[&str]) -> Command {
    let words = ["-c", script, "server"].into_iter().chain(arguments.iter().copied());
    Command {
        program: "sh".into(),
        arguments: words.map(str::to_owned).collect(),
        environment: Vec::new(),
        directory: None,
    }
}

/// A server that runs `habit` for each request after the handshake.
fn server(habit: &str) -> Command {
    sh(SERVER, &[habit])
}

async fn connect(command: Command, watcher: &Arc<Watcher>) -> Result<Session, Error> {
    Session::connect(Target::Stdio(command), &profile(), limits(), watcher.clone()).await
}

async fn failure(command: Command) -> Error {
    Session::connect(Target::Stdio(command), &profile(), limits(), Arc::new(Nobody)).await.unwrap_err()
}

/// Waits until no process with this id runs. One that was left for init to collect has ended as well.
async fn gone(pid: &str) {
    let ended = async {
        loop {
            let state = std::process::Command::new("ps").args(["-o", "stat=", "-p", pid]).output().unwrap();
            let state = String::from_utf8(state.stdout).unwrap();
            if state.is_empty() || state.starts_with('Z') {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    assert!(tokio::time::timeout(Duration::from_secs(20), ended).await.is_ok(), "{pid} still runs");
}

#[tokio::test]
async fn a_program_is_spoken_to_and_its_log_is_kept() {
    let watcher = Arc::new(Watcher::default());
    let mut command = server(
        r#"echo "asked in $PWD by $WHO" >&2; echo 'not for you'; answer '{"tools":[{"name":"dig"}]}'"#,
    );
    command.environment = vec![("WHO".into(), "Ada".into())];
    command.directory = Some("/".into());
    let session = connect(command, &watcher).await.unwrap();
    assert_eq!(session.server().name, "sh");

    let tools = session.list("tools/list", "tools").await.unwrap();
    assert_eq!((tools.items, tools.notes), (vec![json!({ "name": "dig" })], vec![]));
    let log = watcher.frame(|frame| frame.kind == FrameKind::Stderr).await;
    assert_eq!(log.text, "asked in / by Ada");

    session.close().await;
    assert_eq!(watcher.notices(), []);
}

#[tokio::test]
async fn what_keeps_a_program_from_starting_is_named() {
    let folder = std::env::temp_dir().join(format!("greenroom-stdio-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = |name: &str, text: &str, mode: u32| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
        path.display().to_string()
    };
    let program = |program: &str| Command { program: program.into(), ..sh("", &[]) };
    let plain = file("notes.txt", "hello", 0o644);
    let orphan = file("orphan", "#!/no/such/interpreter\n", 0o755);
    let lost = Command { directory: Some(PathBuf::from("/no/such/folder")), ..sh("", &[]) };

    let sentences = [
        failure(program("no-such-program")).await,
        failure(program(&plain)).await,
        failure(program(&orphan)).await,
        failure(lost).await,
        failure(sh("echo one >&2; echo 'no licence' >&2; exit 3", &[])).await,
        failure(sh("kill -s KILL $$", &[])).await,
    ]
    .map(|error| error.to_string());
    std::fs::remove_dir_all(&folder).unwrap();

    assert_eq!(
        sentences,
        [
            "there is no program no-such-program".to_owned(),
            format!("the file {plain} is no program that may be run"),
            format!(
                "the program {orphan} could not be started: the interpreter that its first line names is missing"
            ),
            "there is no folder /no/such/folder to run sh in".to_owned(),
            "the program sh ended with exit code 3. It last said:\none\nno licence".to_owned(),
            "the program sh was ended by signal 9, and said nothing on its standard error".to_owned(),
        ]
    );
}

#[tokio::test]
async fn a_server_that_dies_at_a_call_says_why() {
    let watcher = Arc::new(Watcher::default());
    let session = connect(server("echo 'out of cards' >&2; exit 70"), &watcher).await.unwrap();

    let failure = session.request("tools/call", json!({ "name": "deal" })).await.unwrap_err();

    let exited = Error::Exited {
        program: "sh".into(),
        how: "ended with exit code 70".into(),
        last_lines: "out of cards".into(),
    };
    assert_eq!((&failure.error, failure.request.unwrap()["method"].clone()), (&exited, json!("tools/call")));
    assert_eq!(watcher.notice().await, Notice::Ended { reason: exited.to_string() });
    assert!(session.is_closed());
    assert_eq!(session.request("tools/list", Value::Null).await.unwrap_err().error, Error::Closed);
}

#[tokio::test]
async fn a_server_that_closes_its_output_counts_as_ended() {
    let watcher = Arc::new(Watcher::default());
    let session = connect(server("exec >&-; sleep 1000"), &watcher).await.unwrap();

    let failure = session.request("tools/call", json!({ "name": "mumble" })).await.unwrap_err();

    assert_eq!(
        failure.error.to_string(),
        "the program sh closed its standard output, and said nothing on its standard error"
    );
}

#[tokio::test]
async fn a_server_that_ends_when_asked_too_early_gets_a_second_start() {
    let habit = r#"
        read -r line
        case "$line" in *'"initialize"'*) ;; *) echo 'initialize first' >&2; exit 1 ;; esac
        printf '{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-06-18","serverInfo":{"name":"prim"}}}\n'
        read -r line
        read -r line
        echo '{"jsonrpc":"2.0","id":1,"result":{}}'
        read -r line
    "#;
    let watcher = Arc::new(Watcher::default());
    let session = connect(sh(habit, &[]), &watcher).await.unwrap();
    let server = session.server();
    assert_eq!((server.name.as_str(), server.protocol_version.as_str()), ("prim", "2025-06-18"));
    assert_eq!(session.request("ping", Value::Null).await.unwrap().result, json!({}));
    session.close().await;
    assert_eq!(watcher.notices(), []);
}

#[tokio::test]
async fn nothing_is_left_of_a_server_that_does_not_want_to_end() {
    let stubborn =
        r#"trap '' TERM; sleep 1000 & echo $! >&2; echo $$ >&2; answer '{}'; while :; do sleep 1000; done"#;
    for leaving in ["closed", "dropped"] {
        let watcher = Arc::new(Watcher::default());
        let session = connect(server(stubborn), &watcher).await.unwrap();
        session.request("tools/call", Value::Null).await.unwrap();
        let child = watcher.nth_line(0).await;
        let leader = watcher.nth_line(1).await;
        if leaving == "closed" {
            session.close().await;
        }
        drop(session);
        gone(&leader).await;
        gone(&child).await;
        assert_eq!(watcher.notices(), [], "{leaving}");
    }
}
