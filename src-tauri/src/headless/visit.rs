//! A host for one question: in a folder of its own, with one connector, left as soon as the question is answered.

use std::fmt::Display;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use greenroom_contract::Problem;
use greenroom_contract::call::Call;
use greenroom_contract::connector::{Connection, Connector, ConnectorDraft, NoteWeight};
use greenroom_contract::conversation::Entry;
use greenroom_contract::snapshot::Snapshot;
use greenroom_host::{Host, HostOptions, Lasting, Outgoing, SecretsIn};
use tempfile::TempDir;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::timeout;

use super::output;
use super::server::Server;

/// How long calls may take to settle after they were called off, and a folder until nobody writes into it.
const SETTLING: Duration = Duration::from_secs(5);
/// Between two attempts to remove a folder that somebody writes into.
const BREATH: Duration = Duration::from_millis(10);

/// A folder that only its owner can read.
pub fn folder() -> Result<TempDir, Problem> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("greenroom-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir().map_err(|error| Problem {
        hint: "TMPDIR names the folder that temporary files are made in.".into(),
        ..unable("No temporary folder can be made", &error)
    })
}

/// What is left of a screen may write a last file there meanwhile.
pub fn remove(folder: TempDir) {
    let path = folder.keep();
    let begun = Instant::now();
    while let Err(error) = std::fs::remove_dir_all(&path) {
        if error.kind() == ErrorKind::DirectoryNotEmpty && begun.elapsed() < SETTLING {
            std::thread::sleep(BREATH);
            continue;
        }
        let path = path.display();
        return output::note(&format!("The temporary folder {path} could not be removed: {error}."));
    }
}

/// Puts the person's own facts about ChatGPT where the host looks for them.
pub fn furnish(folder: &Path, profile: &Path) -> Result<(), Problem> {
    std::fs::copy(profile, folder.join("chatgpt.toml")).map(drop).map_err(|error| {
        Problem::invalid(
            format!("The file {} cannot be read: {error}.", profile.display()),
            "--profile takes a file with facts that override those of the program.",
        )
    })
}

/// A host that opens nothing, and shows widgets only to who takes pictures of them: with the script that they are given.
pub async fn start(
    data_dir: &Path,
    widget_script: String,
) -> Result<(Arc<Host>, UnboundedReceiver<Outgoing>), Problem> {
    let options = HostOptions {
        data_dir: data_dir.to_owned(),
        secrets: SecretsIn::Folder,
        lasting: Lasting::WhileRunning,
        widget_script,
        open_link: Box::new(|_| Err(Problem::failed("Links are opened in the window only.", ""))),
        downloads: None,
    };
    Host::start(options).await
}

/// Connects and reads what the server offers.
pub async fn connect(host: &Host, server: Server<'_>) -> Result<(Connector, Snapshot), Problem> {
    let draft = draft(host, server)?;
    let connector = match server.is_demo() {
        true => host.restore_demo().await?,
        false => {
            output::progress(&server.approach());
            host.create_connector(draft.clone()).await?
        }
    };
    let connector = host
        .until(|| async {
            let connectors = host.connectors().await?;
            let ours = connectors.into_iter().find(|one| one.id == connector.id);
            Ok(ours.filter(|one| {
                matches!(one.connection, Connection::Connected { .. } | Connection::Failed { .. })
            }))
        })
        .await?;
    if let Connection::Failed { problem, .. } = connector.connection {
        return Err(problem);
    }
    let snapshot = host.snapshot(&connector.id).await?;
    let snapshot = snapshot.ok_or_else(|| Problem::not_found("What the server offers was not kept."))?;
    let connector = match server.is_demo() {
        true => connector,
        false => named(host, connector, draft, &snapshot.server_name).await?,
    };
    Ok((connector, snapshot))
}

/// Nobody is here to name the connector: it is called as its server calls itself, unless that is no name.
async fn named(
    host: &Host,
    connector: Connector,
    draft: ConnectorDraft,
    name: &str,
) -> Result<Connector, Problem> {
    let draft = ConnectorDraft { name: name.trim().to_owned(), ..draft };
    let is_name = host.check_draft(&draft).iter().all(|note| note.weight != NoteWeight::Error);
    if is_name { host.update_connector(&connector.id, draft).await } else { Ok(connector) }
}

/// Stops what is under way. The problem that led to it is returned, with what the person should know now.
pub async fn call_off(host: &Host, problem: Problem) -> Problem {
    let settled = timeout(SETTLING, cancel_calls(host)).await;
    let was_sent = !matches!(settled, Ok(Ok(calls)) if calls.iter().all(|call| call.sent_at.is_none()));
    if !was_sent {
        return problem;
    }
    let hint =
        "The call was cancelled, but the server may have carried it out. Look there before calling again.";
    Problem { hint: hint.into(), ..problem }
}

async fn cancel_calls(host: &Host) -> Result<Vec<Call>, Problem> {
    for connector in host.connectors().await? {
        host.cancel_connecting(&connector.id).await?;
    }
    for call in calls(host).await? {
        host.cancel_call(&call.id).await?;
    }
    host.until(|| async {
        let calls = calls(host).await?;
        Ok(calls.iter().all(|call| call.state.is_settled()).then_some(calls))
    })
    .await
}

async fn calls(host: &Host) -> Result<Vec<Call>, Problem> {
    let entries = host.conversation().await?.entries.into_iter();
    let calls = entries.filter_map(|entry| match entry {
        Entry::Call(call) => Some(*call),
        Entry::Message(_) => None,
    });
    Ok(calls.collect())
}

/// The form for this server, if it can be sent.
fn draft(host: &Host, server: Server<'_>) -> Result<ConnectorDraft, Problem> {
    let draft = server.draft()?;
    let notes = host.check_draft(&draft);
    match notes.into_iter().find(|note| note.weight == NoteWeight::Error) {
        None => Ok(draft),
        Some(note) => Err(server.objection(&note)),
    }
}

/// The system refused what the program cannot do without.
pub fn unable(what: &str, error: &impl Display) -> Problem {
    Problem::failed(format!("{what}: {error}."), "")
}
