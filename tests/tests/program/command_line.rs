//! The built program without a window: what it prints where, how it exits, and that it leaves nothing behind.

use greenroom_contract::ProblemCode;
use greenroom_contract::approval::{Outcome, VerdictAction};
use greenroom_contract::call::{CallRecord, CallState};
use greenroom_contract::snapshot::Snapshot;
use greenroom_tests::fixture::{Behaviour, Fixture};
use greenroom_tests::process::{free_port, gone, lines_of};
use greenroom_tests::servers::{NpmServer, Package, everything_command};
use pretty_assertions::assert_eq;
use serde_json::json;
use tokio::process::Child;

use crate::terminal::{Printed, Terminal, printed};

/// Exit code and standard error of a run that printed no result.
fn complaint((code, stdout, stderr): Printed) -> (i32, String) {
    assert_eq!(stdout, "");
    (code, stderr)
}

fn interrupt(child: &Child) {
    let pid = child.id().unwrap().to_string();
    assert!(std::process::Command::new("kill").args(["-s", "INT", &pid]).status().unwrap().success());
}

#[tokio::test]
async fn a_list_says_of_each_tool_what_chatgpt_would_make_of_it() {
    let server = Fixture::start();
    let object = json!({ "type": "object" });
    server.tool(
        json!({ "name": "look", "title": "Look around", "inputSchema": object,
            "annotations": { "readOnlyHint": true, "openWorldHint": true },
            "_meta": { "ui": { "resourceUri": "ui://place" } } }),
        |_| json!({}),
    );
    server.tool(
        json!({ "name": "burn", "inputSchema": object,
            "annotations": { "readOnlyHint": false, "destructiveHint": true } }),
        |_| json!({}),
    );
    server.tool(json!({ "name": "odd\u{1b}[31m", "inputSchema": 7 }), |_| json!({}));
    server.template(
        json!({ "uri": "ui://place", "mimeType": "text/html;profile=mcp-app", "text": "<html lang=en>Here" }),
    );
    let terminal = Terminal::new();

    let (code, stdout, stderr) = terminal.run(&["list", &server.url]).await;

    assert_eq!(
        stdout,
        "\
fixture 1.0.0, MCP 2025-11-25 over Streamable HTTP, 3 tools

look  Look around
  read only, open world, runs at once
  template ui://place

burn
  writes, destructive, asks first

odd\\u{1b}[31m
  not annotated, asks first
  finding: $.name: A name may hold letters, digits, “_”, “-” and “.” only.
  finding: $.inputSchema: Should be an object, but is a number; any arguments are taken.

ui://place
  text/html;profile=mcp-app, 18 bytes
"
    );
    assert_eq!(
        stderr,
        "Note: ChatGPT cannot reach this machine: it needs a public HTTPS address, or a tunnel. Here it works.\n"
    );
    assert_eq!(code, 0);
    assert_eq!(terminal.files(), [""; 0], "nothing is stored");
}

#[tokio::test]
async fn programs_get_the_snapshot_as_one_document() {
    let server = NpmServer::start(Package::BudgetAllocator).await;

    let (code, stdout, _) = Terminal::new().run(&["list", &server.url, "--json"]).await;

    let snapshot: Snapshot = serde_json::from_str(&stdout).unwrap();
    let tools: Vec<&str> = snapshot.tools.iter().map(|tool| tool.name.as_str()).collect();
    assert_eq!((code, tools), (0, vec!["get-budget-data"]));
    assert_eq!(stdout, serde_json::to_string_pretty(&snapshot).unwrap() + "\n");
}

#[tokio::test]
async fn a_read_runs_at_once_and_prints_text_and_structure() {
    let server = Fixture::start().with_board();

    let ran = Terminal::new().run(&["call", &server.url, "board_show"]).await;

    let result = "The board has 2 cards.\n\n{\n  \"cards\": [\n    \"Plan\",\n    \"Build\"\n  ]\n}\n";
    assert_eq!(ran, (0, result.into(), "".into()));
}

#[tokio::test]
async fn the_reference_server_answers_over_standard_input() {
    let server = NpmServer::start(Package::Everything).await;
    let words = ["call", &server.url, "echo", "--args", "-", "--approve", "allow"];

    let ran = Terminal::new().run_with_input(&words, "{ \"message\": \"Is this on?\" }").await;

    assert_eq!(ran, (0, "Echo: Is this on?\n".into(), "".into()));
}

#[tokio::test]
async fn a_command_is_started_and_its_tool_called() {
    let command = everything_command();
    let arguments = "{ \"message\": \"Down the pipe\" }";
    let words = ["call", "--command", &command, "echo", "--args", arguments, "--approve", "allow"];

    assert_eq!(Terminal::new().run(&words).await, (0, "Echo: Down the pipe\n".into(), "".into()));
}

#[tokio::test]
async fn address_and_tool_are_found_wherever_the_options_stand() {
    let server = Fixture::start().with_board();
    let url = &server.url;
    let terminal = Terminal::new();
    let args = "{\"title\": \"Ship\"}";
    let orders: [&[&str]; 4] = [
        &["call", url, "board_add", "--approve", "allow", "--args", args],
        &["call", url, "--approve", "allow", "--args", args, "board_add"],
        &["call", "--approve", "allow", url, "--args", args, "board_add"],
        &["call", "--approve", "allow", "--args", args, "--", url, "board_add"],
    ];
    for words in orders {
        let (code, stdout, stderr) = terminal.run(words).await;
        assert_eq!((code, stderr.as_str()), (0, ""), "{words:?}");
        assert!(stdout.starts_with("The board has "), "{stdout}");
    }
    assert_eq!(server.received("tools/call").len(), orders.len());
    let command = everything_command();
    let words =
        ["call", "echo", "--command", &command, "--args", "{\"message\": \"Hi\"}", "--approve", "allow"];
    assert_eq!(terminal.run(&words).await, (0, "Echo: Hi\n".into(), "".into()));
}

#[tokio::test]
async fn a_call_without_a_tool_or_with_too_many_words_says_which() {
    let terminal = Terminal::new();
    let with = async |words: &[&str]| {
        let (code, stderr) = complaint(terminal.run(words).await);
        (code, stderr.lines().next().unwrap().to_owned())
    };

    assert_eq!(
        with(&["call"]).await,
        (2, "Error: A call takes an address and the name of a tool, and both are missing.".into())
    );
    assert_eq!(
        with(&["call", "http://localhost:1/mcp", "--sse"]).await,
        (
            2,
            "Error: A call takes an address and the name of a tool, but there is only “http://localhost:1/mcp”."
                .into()
        )
    );
    assert_eq!(
        with(&["call", "--command", "node server.js"]).await,
        (2, "Error: The name of the tool is missing.".into())
    );
    assert_eq!(
        with(&["call", "--command", "node", "server.js", "echo"]).await,
        (2, "Error: Beside --command there is one word, the tool's name, but two were given.".into())
    );
    assert_eq!(
        with(&["call", "demo", "show_board", "again"]).await,
        (2, "error: unexpected argument 'again' found".into())
    );
}

#[tokio::test]
async fn a_command_that_cannot_be_a_server_says_why() {
    let terminal = Terminal::new();
    let with = async |command: &str| complaint(terminal.run(&["list", "--command", command]).await);

    assert_eq!(
        with("no-such-program --token s3cret").await,
        (
            1,
            "Error: There is no program no-such-program.\nCheck the spelling, and whether it is installed. A whole \
             path, such as /usr/bin/node, does not depend on PATH.\n"
                .into()
        )
    );
    assert_eq!(
        with("sh -c 'echo The licence has expired. >&2; exit 3'").await,
        (
            1,
            "Error: The program sh ended with exit code 3. It last said:\nThe licence has expired.\nTry the same command in a \
             terminal, and look into its log.\n"
                .into()
        )
    );
    assert_eq!(
        with("node 'server.js").await,
        (
            2,
            "Error: --command: A quotation mark in the command is not closed. Put a backslash before one that is \
             meant literally.\n"
                .into()
        )
    );
}

#[tokio::test]
async fn the_options_of_a_server_are_checked_and_secrets_not_repeated() {
    let terminal = Terminal::new();
    let with = async |words: &[&str]| complaint(terminal.run(words).await);

    assert_eq!(
        with(&["list", "http://localhost:1/mcp", "--header", "Bearer s3cret"]).await,
        (2, "Error: The first of the --header options has no “:”.\nWrite it as 'Name: value'.\n".into())
    );
    let (code, usage) = with(&["list", "--command", "node", "--header", "A: s3cret"]).await;
    assert_eq!(
        (code, usage.lines().next(), usage.contains("s3cret")),
        (
            2,
            Some("error: the argument '--command <COMMAND>' cannot be used with '--header <NAME: VALUE>'"),
            false
        )
    );
    let (code, wrong) = with(&["list", "http://localhost:1/mcp", "--protocol", "2027-01-01"]).await;
    assert_eq!(
        (code, wrong.starts_with("Error: --protocol: “2027-01-01” is no revision of MCP.")),
        (2, true)
    );
}

#[tokio::test]
async fn headers_and_facts_of_the_command_line_reach_the_server() {
    let server = Fixture::start().with_board();
    let terminal = Terminal::new();
    std::fs::write(terminal.folder.path().join("facts.toml"), "[client]\nlocale = \"de-DE\"\n").unwrap();
    let words = ["call", &server.url, "board_show", "--profile", "facts.toml", "--json"];

    let (code, stdout, _) = terminal.run(&words).await;

    let record: CallRecord = serde_json::from_str(&stdout).unwrap();
    let request = record.request.unwrap().0;
    assert_eq!((code, &request["params"]["_meta"]["openai/locale"]), (0, &json!("de-DE")));
}

#[tokio::test]
async fn the_systems_proxy_is_used() {
    // It gets the request for a host that does not exist, and answers itself.
    let proxy = Fixture::start().with_board();
    let address = proxy.url.trim_end_matches("/mcp");
    let terminal = Terminal::new();
    let mut command = terminal.command(&["call", "http://mcp.example.invalid/mcp", "board_show"]);
    command.env("http_proxy", address).env_remove("no_proxy").env_remove("NO_PROXY");

    let (code, stdout, stderr) = printed(command.output().await.unwrap());

    assert_eq!((code, stdout.lines().next()), (0, Some("The board has 2 cards.")), "{stderr}");
}

#[tokio::test]
async fn nothing_is_left_of_a_server_whose_program_was_killed() {
    let terminal = Terminal::new();
    let habit = "trap '' TERM HUP; sleep 1000 & echo $! >>pids; echo $$ >>pids; while :; do sleep 1000; done";
    let command = format!("sh -c \"{habit}\"").replace('$', "\\$");
    let mut child = terminal.command(&["list", "--command", &command]).spawn().unwrap();
    let processes = lines_of(&terminal.folder.path().join("pids"), 2).await;

    child.kill().await.unwrap();

    for process in processes {
        gone(&process).await;
    }
}

#[tokio::test]
async fn content_that_is_no_text_is_named_and_cannot_touch_the_terminal() {
    let server = Fixture::start();
    let annotations = json!({ "readOnlyHint": true });
    server.tool(
        json!({ "name": "mix", "inputSchema": { "type": "object" }, "annotations": annotations }),
        |_| {
            json!({ "content": [
                { "type": "text", "text": "two\nlines\u{1b}]0;title\u{7}" },
                { "type": "image", "mimeType": "image/png", "data": "AAAA" },
                { "type": "resource_link", "name": "plan", "uri": "file:///plan.md" },
                { "type": "resource", "resource": { "uri": "file:///a.txt", "text": "inside" } },
                { "type": "video" },
            ] })
        },
    );

    let ran = Terminal::new().run(&["call", &server.url, "mix"]).await;

    assert_eq!(
        ran,
        (
            0,
            "two\nlines\\u{1b}]0;title\\u{7}\n[image image/png]\n[resource_link plan file:///plan.md]\n\
             [resource file:///a.txt]\ninside\n[video]\n"
                .into(),
            "Finding: $.result.content[4].type: “video” is no content type of MCP.\n".into()
        )
    );
}

#[tokio::test]
async fn a_call_that_asks_first_is_refused_without_an_answer() {
    let server = Fixture::start().with_board();
    let terminal = Terminal::new();
    let words = ["call", &server.url, "board_add", "--args", "{\"title\": \"Ship\"}"];

    let refused = complaint(terminal.run(&words).await);
    let denied = complaint(terminal.run(&[&words[..], &["--approve", "deny"]].concat()).await);

    assert_eq!(
        refused,
        (
            4,
            "Error: Nothing was sent. Asks, because readOnlyHint is missing and missing means write, at the level \
             “Developer mode, classic”. With readOnlyHint: true it would run.\n\
             Answer beforehand with --approve allow or --approve deny.\n"
                .into()
        )
    );
    assert_eq!(denied, (4, "Error: The call was denied, as --approve says. Nothing was sent.\n".into()));
    assert_eq!(server.received("tools/call"), [json!(null); 0]);
}

#[tokio::test]
async fn an_allowed_call_is_recorded_with_its_approval() {
    let server = Fixture::start().with_board();
    let arguments = json!({ "title": "Ship" });
    let words = ["call", &server.url, "board_add", "--json", "--approve", "allow", "--args"];

    let (code, stdout, stderr) = Terminal::new().run(&[&words[..], &[&arguments.to_string()]].concat()).await;

    let record: CallRecord = serde_json::from_str(&stdout).unwrap();
    let decision = record.call.decision.unwrap();
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(record.call.verdict.action, VerdictAction::Ask);
    assert_eq!((decision.outcome, decision.by.as_str()), (Outcome::AllowedOnce, "command line"));
    assert_eq!(record.call.state, CallState::Completed);
    assert_eq!(record.call.arguments.0, arguments);
    assert_eq!(
        record.response.unwrap().0["result"]["structuredContent"],
        json!({ "cards": ["Plan", "Build", "Ship"] })
    );
    let [sent] = server.received("tools/call").try_into().unwrap();
    assert_eq!(record.request.unwrap().0, sent);
}

#[tokio::test]
async fn arguments_against_the_schema_are_sent_only_if_wanted() {
    let server = Fixture::start().with_board();
    let terminal = Terminal::new();
    std::fs::write(terminal.folder.path().join("card.json"), "{ \"title\": 7, \"colour\": \"red\" }")
        .unwrap();
    let words = ["call", &server.url, "board_add", "--approve", "allow", "--args", "@card.json"];

    let refused = complaint(terminal.run(&words).await);
    let sent_before = server.received("tools/call").len();
    let (code, _, _) = terminal.run(&[&words[..], &["--send-anyway"]].concat()).await;

    assert_eq!(
        refused,
        (
            2,
            "Error: The arguments do not fit the schema of “board_add”. Nothing was sent.\n  \
             /title: 7 is not of type \"string\"\n  \
             the arguments: Additional properties are not allowed ('colour' was unexpected)\n\
             Correct them, or send them as they are with --send-anyway.\n"
                .into()
        )
    );
    assert_eq!((sent_before, code), (0, 0));
    let [sent] = server.received("tools/call").try_into().unwrap();
    assert_eq!(sent["params"]["arguments"], json!({ "title": 7, "colour": "red" }));
}

#[tokio::test]
async fn wrong_input_is_named_before_anything_is_asked() {
    let server = Fixture::start().with_board();
    let terminal = Terminal::new();
    let with = async |words: &[&str]| complaint(terminal.run(words).await);

    assert_eq!(
        with(&["call", &server.url, "board_show", "--args", "{\"a\":\n1,}"]).await,
        (
            2,
            "Error: The arguments in --args are no valid JSON: trailing comma at line 2 column 3.\n\
             Most shells leave JSON alone between single quotes: '{\"name\": \"value\"}'. With @FILE there is \
             nothing to quote.\n"
                .into()
        )
    );
    assert_eq!(
        with(&["call", &server.url, "board_show", "--args", "@no.json"]).await,
        (
            2,
            "Error: The arguments cannot be read from the file no.json: No such file or directory (os error 2).\n\
             --args takes JSON, @FILE, or - for standard input.\n"
                .into()
        )
    );
    assert_eq!(
        complaint(terminal.run_with_input(&["call", &server.url, "board_show", "--args", "-"], "[]").await),
        (
            2,
            "Error: The arguments in standard input are a list, but a tool takes an object.\n\
             Write them as {\"name\": value, …}.\n"
                .into()
        )
    );
    assert_eq!(
        with(&["list", "localhost:3000/mcp"]).await,
        (
            2,
            "Error: The server cannot be reached at “localhost:3000/mcp”: The scheme is missing. Did you mean \
             http://localhost:3000/mcp?\n\
             Give its whole address, such as http://localhost:3000/mcp, or “demo”.\n"
                .into()
        )
    );
    let (code, usage) = with(&["--data-dir", "here", "list", "demo"]).await;
    assert_eq!(
        (code, usage.lines().next()),
        (2, Some("error: the subcommand 'list' cannot be used with '--data-dir <DIR>'"))
    );
    assert_eq!(server.received("initialize"), [json!(null); 0]);
    assert_eq!(
        with(&["call", &server.url, "board"]).await,
        (2, "Error: The server lists no tool “board”.\nIt has: board_show, board_add, board_clear.\n".into())
    );
    assert_eq!(server.received("tools/call"), [json!(null); 0]);
}

#[tokio::test]
async fn what_the_tool_reports_is_a_result_with_a_code_of_its_own() {
    let words = ["call", "demo", "delete_card", "--approve", "allow", "--args", "{\"id\": 99}"];

    let ran = Terminal::new().run(&words).await;

    let result = "There is no card 99 on the board.\n";
    assert_eq!(ran, (3, result.into(), "Error: The tool reported an error.\n".into()));
}

#[tokio::test]
async fn a_server_that_is_not_there_or_answers_nonsense_is_shown_with_its_exchange() {
    let terminal = Terminal::new();
    let address = format!("localhost:{}", free_port());
    let server = Fixture::start().with_board();
    server.behave("tools/call", Behaviour::http(502, "text/plain", "Bad gateway"));

    let absent = complaint(terminal.run(&["list", &format!("http://{address}/mcp")]).await);
    let (code, stderr) = complaint(terminal.run(&["call", &server.url, "board_show"]).await);

    assert_eq!(
        absent,
        (
            1,
            format!(
                "Error: Nothing listens at {address}: the connection was refused.\n\
                 Start the server, and check the port in the address.\n\n\
                 POST http://{address}/mcp: no answer\n"
            )
        )
    );
    let without_date: Vec<&str> = stderr.lines().filter(|line| !line.starts_with("date: ")).collect();
    assert_eq!(
        (code, without_date.join("\n")),
        (
            1,
            format!(
                "Error: The request tools/call was answered with HTTP 502.\nThe server failed. Its log should say why.\n\n\
                 POST {}: 502\ncontent-type: text/plain\ncontent-length: 11\n\nBad gateway",
                server.url
            )
        )
    );
    assert_eq!(terminal.files(), [""; 0]);
}

#[tokio::test]
async fn a_failed_call_is_still_a_record_for_programs() {
    let server = Fixture::start().with_board();
    server.behave("tools/call", Behaviour::Error { code: -32000, message: "The board is on fire".into() });

    let (code, stdout, stderr) = Terminal::new().run(&["call", &server.url, "board_show", "--json"]).await;

    let record: CallRecord = serde_json::from_str(&stdout).unwrap();
    let problem = record.call.problem.unwrap();
    assert_eq!((code, record.call.state, problem.code), (1, CallState::Failed, ProblemCode::Failed));
    assert_eq!(record.response.unwrap().0["error"]["message"], "The board is on fire");
    assert!(stderr.starts_with(&format!("Error: {}\n{}\n", problem.message, problem.hint)), "{stderr}");
}

#[tokio::test]
async fn ctrl_c_cancels_the_call_and_leaves_nothing() {
    let server = Fixture::start().with_board();
    server.behave("tools/call", Behaviour::Silence);
    let terminal = Terminal::new();
    let child = terminal.command(&["call", &server.url, "board_show"]).spawn().unwrap();
    let [call] = server.wait_for("tools/call", 1).await.try_into().unwrap();

    interrupt(&child);
    let ended = complaint(printed(child.wait_with_output().await.unwrap()));

    assert_eq!(
        ended,
        (
            1,
            "Error: Interrupted.\nThe call was cancelled, but the server may have carried it out. Look there \
             before calling again.\n"
                .into()
        )
    );
    let [cancelled] = server.received("notifications/cancelled").try_into().unwrap();
    assert_eq!(cancelled["params"]["requestId"], call["id"]);
    assert_eq!(terminal.files(), [""; 0]);
}

#[tokio::test]
async fn ctrl_c_while_connecting_leaves_nothing() {
    let server = Fixture::start();
    server.behave("tools/list", Behaviour::Silence);
    let terminal = Terminal::new();
    let child = terminal.command(&["list", &server.url]).spawn().unwrap();
    server.wait_for("tools/list", 1).await;

    interrupt(&child);
    let ended = complaint(printed(child.wait_with_output().await.unwrap()));

    assert_eq!(ended, (1, "Error: Interrupted.\n".into()));
    assert_eq!(terminal.files(), [""; 0]);
}

#[tokio::test]
async fn the_whole_run_ends_at_its_time_limit() {
    let server = Fixture::start();
    server.behave("tools/list", Behaviour::Silence);
    let terminal = Terminal::new();

    let ended = complaint(terminal.run(&["list", &server.url, "--timeout", "1"]).await);

    assert_eq!(
        ended,
        (
            1,
            "Error: It was not done within 1 second, the time that --timeout gives.\n\
             Look into the server's log, or give it more time.\n"
                .into()
        )
    );
    assert_eq!(terminal.files(), [""; 0]);
}

#[tokio::test]
async fn a_reader_that_has_seen_enough_is_no_error() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let terminal = Terminal::new();

    let child = terminal.command(&["list", "demo"]).stdout(writer).spawn().unwrap();

    assert_eq!(printed(child.wait_with_output().await.unwrap()), (0, "".into(), "".into()));
    assert_eq!(terminal.files(), [""; 0]);
}

#[tokio::test]
async fn help_names_the_commands_and_the_exit_codes() {
    let terminal = Terminal::new();
    let (code, help, _) = terminal.run(&["--help"]).await;
    let version = terminal.run(&["--version"]).await;

    for line in [
        "  list         List the tools and templates of a server",
        "  call         Call a tool of a server and print its result",
        "  conformance  Be the client that the public MCP conformance suite tests",
        "  0  Done",
        "  1  Could not be done: no connection, no usable answer, out of time, interrupted",
        "  2  Wrong usage or input; nothing was called",
        "  3  The tool reported an error",
        "  4  Refused: the call asks first, or was denied",
    ] {
        assert!(help.lines().any(|printed| printed == line), "{line:?} is missing from {help}");
    }
    assert_eq!(code, 0);
    let (_, help, _) = terminal.run(&["call", "--help"]).await;
    let usage = "Usage: greenroom call [OPTIONS] <URL> <TOOL>\n       greenroom call [OPTIONS] --command <COMMAND> <TOOL>\n";
    assert!(help.contains(usage), "{help}");
    assert_eq!(version, (0, format!("greenroom {}\n", env!("CARGO_PKG_VERSION")), "".into()));
}
