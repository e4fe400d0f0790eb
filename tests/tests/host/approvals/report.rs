//! The history of a conversation, as a person reads it.

use greenroom_contract::approval::Choice;
use greenroom_tests::desk::Desk;
use pretty_assertions::assert_eq;

/// The report with times and durations left out, and without what is within fences.
fn outline(report: &str) -> String {
    let mut is_within = false;
    let mut outline = String::new();
    for line in report.lines() {
        if line.starts_with("```") {
            is_within = !is_within;
            outline.push_str(if is_within { "…\n" } else { "" });
        } else if !is_within && !line.is_empty() {
            outline.push_str(&timeless(line));
            outline.push('\n');
        }
    }
    outline
}

fn timeless(line: &str) -> String {
    let words = line.split(' ').map(|word| {
        let bare = word.trim_end_matches([',', '.', ':']);
        let is_time = bare.len() == 24 && bare.starts_with("20") && bare.ends_with('Z');
        if is_time { word.replace(bare, "TIME") } else { word.to_owned() }
    });
    let line = words.collect::<Vec<_>>().join(" ");
    match line.split_once(" ms after") {
        Some((before, _)) => format!("{} N ms after it was sent", before.rsplit_once(' ').unwrap().0),
        None => line,
    }
}

#[tokio::test]
async fn it_says_what_asked_why_what_was_answered_and_what_the_server_saw() {
    let desk = Desk::open().await;
    desk.run_and("note", Choice::AllowForConversation).await;
    desk.run_and("burn", Choice::Deny).await;
    desk.runs("look").await;
    let report = desk.test.host.approval_report().await.unwrap();
    assert_eq!(
        outline(&report),
        "\
# Approvals: Fixture: note
A conversation in Greenroom 0.1.0, begun at TIME. 3 calls, of which 2 asked first and 2 reached the server.
## 1. Fixture: note
- Tool: `note`
- Called at TIME by the person, in the model's place
- Verdict: Asks, because readOnlyHint is false, at the level “Developer mode, classic”.
  - readOnlyHint: true: it would run
  - Permission level: Allow low-risk actions: it would run
  - Permission level: Allow all actions: it would run
- Asked at TIME: Allow ChatGPT to use Fixture? Tool note.
- Answer: Allowed for this conversation, by phone, at TIME
- End: completed, N ms after it was sent
- Arguments:
…
- The server saw, at TIME:
…
## 2. Fixture: burn
- Tool: `burn`
- Called at TIME by the person, in the model's place
- Verdict: Asks, because readOnlyHint is false, at the level “Developer mode, classic”.
  - readOnlyHint: true: it would run
  - Permission level: Allow all actions: it would run
- Asked at TIME: Allow ChatGPT to use Fixture? Tool burn.
- Answer: Denied, by phone, at TIME
- End: denied
- Arguments:
…
- The server saw nothing of it.
## 3. Fixture: look
- Tool: `look`
- Called at TIME by the person, in the model's place
- Verdict: Runs without asking, because readOnlyHint is true, at the level “Developer mode, classic”.
  - readOnlyHint: false: it would ask
  - readOnlyHint: missing: it would ask
  - Permission level: Always ask: it would ask
- Asked nobody
- End: completed, N ms after it was sent
- Arguments:
…
- The server saw, at TIME:
…
## Remembered answers
- Allowed: `note` of Fixture in this conversation, since TIME
"
    );
    assert!(report.contains("\"method\": \"tools/call\""), "what the server saw is there whole");
}
