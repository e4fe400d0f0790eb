//! What would be asked, without calling.

use greenroom_contract::approval::VerdictAction;
use greenroom_contract::permission::{PermissionLevel, ToolApprovals};
use greenroom_tests::desk::Desk;
use pretty_assertions::assert_eq;
use serde_json::json;

fn row(tool: &ToolApprovals) -> (String, String) {
    let word = |action| match action {
        VerdictAction::Run => "runs",
        VerdictAction::Ask => "asks",
        VerdictAction::Refuse => "declined",
    };
    let cells: Vec<&str> = tool.levels.iter().map(|level| word(level.person)).collect();
    (tool.tool_name.clone(), cells.join(" "))
}

#[tokio::test]
async fn every_tool_is_judged_at_every_level_and_no_server_hears_of_it() {
    let desk = Desk::open().await;
    let preview = desk.test.host.approval_preview(&desk.connector).await.unwrap();
    assert_eq!(preview.level, PermissionLevel::Classic);
    let rows: Vec<(String, String)> = preview.tools.iter().map(row).collect();
    let expected = [
        ("look", "asks runs runs runs runs"),
        ("note", "asks asks runs runs asks"),
        ("scribble", "asks asks asks runs asks"),
        ("burn", "asks asks asks runs asks"),
    ];
    assert_eq!(rows, expected.map(|(tool, cells)| (tool.to_owned(), cells.to_owned())));

    let scribble = &preview.tools[2];
    assert_eq!(scribble.card.question, "Allow ChatGPT to use Fixture?");
    assert_eq!(scribble.card.sentence, "Tool scribble.");
    assert_eq!(scribble.card.payload.0["params"]["name"], json!("scribble"));
    let found: Vec<&str> = scribble.findings.iter().map(|finding| finding.text.as_str()).collect();
    assert_eq!(
        found,
        [
            "Missing: readOnlyHint, destructiveHint, openWorldHint. An app that is submitted has all three, as true or \
          false."
        ]
    );
    let of_all: Vec<&str> = preview.findings.iter().map(|finding| finding.text.as_str()).collect();
    assert_eq!(
        of_all,
        [
            "3 of 4 tools ask at the level “Developer mode, classic”: people are stopped at nearly every step. Tools that \
          only read run at once when they say readOnlyHint: true."
        ]
    );
    assert_eq!(desk.seen(), Vec::<String>::new());
    assert_eq!(desk.test.host.approval_log().await.unwrap(), []);
}
