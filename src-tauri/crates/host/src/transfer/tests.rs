//! Files as the programs write them, and files as nobody should.

use greenroom_contract::connector::{
    Authentication, Availability, Certificates, ClientKind, Connection, ProtocolChoice, Reading, SecretName,
};
use greenroom_contract::permission::ConnectorPermissions;
use greenroom_contract::sandbox::CspMode;
use pretty_assertions::assert_eq;
use proptest::prelude::*;

use super::*;

fn http(url: &str) -> EndpointDraft {
    EndpointDraft::Http { url: url.into() }
}

fn stdio(command_line: &str) -> EndpointDraft {
    EndpointDraft::Stdio { command_line: command_line.into(), directory: String::new() }
}

fn read(file: &str) -> Import {
    Import::read(file, &[]).unwrap()
}

fn endpoints(import: &Import) -> Vec<(&str, EndpointDraft)> {
    import.items.iter().map(|item| (item.key.as_str(), item.draft.endpoint.clone())).collect()
}

fn secret(name: &str) -> SecretName {
    SecretName { name: name.into(), has_value: true }
}

fn values(secrets: &[SecretDraft]) -> Vec<(&str, Option<&str>)> {
    secrets.iter().map(|secret| (secret.name.as_str(), secret.value.as_deref())).collect()
}

fn refusal(file: &str) -> String {
    Import::read(file, &[]).unwrap_err().message
}

fn connector(name: &str, endpoint: Endpoint) -> Connector {
    Connector {
        id: name.into(),
        name: name.into(),
        description: String::new(),
        endpoint,
        authentication: Authentication::None,
        headers: Vec::new(),
        environment: Vec::new(),
        certificates: Certificates::Trusted,
        client: ClientKind::Chatgpt,
        protocol: ProtocolChoice::Negotiated,
        reading: Reading::Snapshot,
        csp: CspMode::default(),
        availability: Availability::default(),
        permissions: ConnectorPermissions::default(),
        created_at: String::new(),
        connection: Connection::Idle,
        remarks: Vec::new(),
    }
}

#[test]
fn claude_desktop() {
    let import = read(
        r#"{
            "globalShortcut": "Ctrl+Space",
            "mcpServers": {
                "filesystem": {
                    "command": "npx",
                    "args": ["-y", "@modelcontextprotocol/server-filesystem", "/Users/ada/My Documents"]
                },
                "github": {
                    "command": "docker",
                    "args": ["run", "-i", "--rm", "ghcr.io/github/github-mcp-server"],
                    "env": { "GITHUB_PERSONAL_ACCESS_TOKEN": "ghp_1", "DEBUG": true }
                }
            }
        }"#,
    );
    assert_eq!(import.shape, "Claude Desktop");
    assert_eq!(import.notes, ["Left out, because it lists no servers: “globalShortcut”."]);
    assert_eq!(
        endpoints(&import),
        [
            ("filesystem", stdio("npx -y @modelcontextprotocol/server-filesystem '/Users/ada/My Documents'")),
            ("github", stdio("docker run -i --rm ghcr.io/github/github-mcp-server")),
        ]
    );
    let environment = &import.items[1].draft.environment;
    assert_eq!(
        values(environment),
        [("GITHUB_PERSONAL_ACCESS_TOKEN", Some("ghp_1")), ("DEBUG", Some("true"))]
    );
    let plan = import.plan();
    let shown = &plan.items[1].draft.environment;
    assert_eq!(values(shown), [("GITHUB_PERSONAL_ACCESS_TOKEN", None), ("DEBUG", None)]);
    assert_eq!((&plan.items[1].notes, &plan.items[1].problem), (&vec![], &None));
}

#[test]
fn vs_code_with_comments_inputs_and_trailing_commas() {
    let import = read(
        r#"{
            // What VS Code asks for when a server is started first.
            "inputs": [{ "type": "promptString", "id": "key", "description": "Key", "password": true }],
            "servers": {
                "board": {
                    "type": "http",
                    "url": "https://board.example/mcp",
                    "headers": { "Authorization": "Bearer ${input:key}", "X-Team": "green" },
                },
                "old": { "type": "sse", "url": "https://board.example/events" },
                "local": {
                    "type": "stdio",
                    "command": "python",
                    "args": ["${workspaceFolder}/server.py", 8080],
                    "cwd": "${workspaceFolder}",
                    "env": { "A": null, "PORT": 8080 },
                    "envFile": ".env",
                },
            },
        }"#,
    );
    assert_eq!(import.shape, "VS Code");
    assert_eq!(
        import.notes,
        ["Nobody is asked for the “inputs” here: enter their values in the connectors."]
    );
    assert_eq!(
        endpoints(&import),
        [
            ("board", http("https://board.example/mcp")),
            ("old", EndpointDraft::Sse { url: "https://board.example/events".into() }),
            ("local", stdio("python '${workspaceFolder}/server.py' 8080")),
        ]
    );
    let [board, _, local] = &import.items[..] else { panic!("three servers") };
    assert_eq!(values(&board.draft.headers), [("Authorization", None), ("X-Team", Some("green"))]);
    assert_eq!(
        board.notes,
        ["The header Authorization refers to ${input:key}, which is not known here. Enter its value in the \
          connector."]
    );
    assert_eq!(
        local.notes,
        [
            "Not used here: envFile.",
            "The variable A is null and was left out.",
            "Nothing stands for ${workspaceFolder} here. Write out what is meant.",
            "The directory “${workspaceFolder}” is not known here, so it was left out.",
        ]
    );
}

#[test]
fn cursor_windsurf_claude_code_zed_and_servers_without_a_heading() {
    let shape = |file: &str| {
        let import = read(file);
        let endpoints: Vec<_> = import.items.iter().map(|item| item.draft.endpoint.clone()).collect();
        (import.shape, endpoints)
    };
    let cases = [
        (
            r#"{ "mcpServers": { "a": { "url": "http://localhost:3000/mcp",
                "headers": { "Authorization": "${env:TOKEN}" } }, "b": { "command": "node", "args": ["b.js"] } } }"#,
            ("Cursor", vec![http("http://localhost:3000/mcp"), stdio("node b.js")]),
        ),
        (
            r#"{ "mcpServers": { "a": { "serverUrl": "https://a.example/mcp", "disabled": true } } }"#,
            ("Windsurf", vec![http("https://a.example/mcp")]),
        ),
        (
            r#"{ "mcpServers": { "a": { "type": "streamable-http", "url": "https://a.example/mcp" } } }"#,
            ("Claude Code", vec![http("https://a.example/mcp")]),
        ),
        (
            r#"{ "theme": "One", "context_servers": {
                "a": { "source": "custom", "command": "npx", "args": ["a"], "env": {} },
                "b": { "command": { "path": "npx", "args": ["b"], "env": { "K": "1" } }, "settings": {} } } }"#,
            ("Zed", vec![stdio("npx a"), stdio("npx b")]),
        ),
        (
            r#"{ "editor.fontSize": 12, "mcp": { "servers": { "a": { "command": "npx -y a" } } } }"#,
            ("VS Code", vec![stdio("npx -y a")]),
        ),
        (
            r#"{ "a": { "url": "https://a.example/sse" } }"#,
            ("Cursor", vec![EndpointDraft::Sse { url: "https://a.example/sse".into() }]),
        ),
    ];
    for (file, (name, endpoints)) in cases {
        assert_eq!(shape(file), (name.to_owned(), endpoints), "{file}");
    }
}

#[test]
fn a_malformed_file_names_the_line() {
    assert_eq!(
        refusal("{\n  \"mcpServers\": {\n    \"a\": { \"command\": \"npx\" \"args\": [] }\n  }\n}"),
        "The file is not JSON: at line 3, column 28: expected comma."
    );
    assert_eq!(
        refusal("{ \"mcpServers\": {"),
        "The file is not JSON: at line 1, column 17: unterminated object."
    );
    assert_eq!(refusal(" \n"), "The file is empty.");
    assert_eq!(refusal("[1]"), "The file should hold a JSON object, but holds a list.");
    assert_eq!(
        refusal(r#"{ "mcpServers": [] }"#),
        "$.mcpServers should be an object of servers, but is something else."
    );
    let none = "There are no MCP servers in this file: it has neither “mcpServers” nor “servers” nor \
                “context_servers”.";
    assert_eq!(refusal("{}"), none);
    assert_eq!(refusal(r#"{ "name": "package", "version": "1" }"#), none);
    assert_eq!(
        refusal(&"[".repeat(10_000)),
        "The file is not JSON: at line 1, column 513: maximum nesting depth exceeded."
    );
}

#[test]
fn one_bad_entry_is_named_by_its_path_and_loses_no_other() {
    let import = read(
        r#"{ "mcpServers": {
            "my files": { "command": "npx", "args": ["-y", { "a": 1 }] },
            "number": 7,
            "neither": { "env": {} },
            "odd": { "type": "carrier pigeon", "url": "https://a.example" },
            "open": { "command": "npx", "env": { "A B": [] } },
            "nowhere": { "url": "a.example/mcp" },
            "header": { "url": "https://a.example", "headers": { "Host": "b.example" } },
            "good": { "url": "https://a.example/mcp" },
            "good": { "url": "https://b.example/mcp" }
        } }"#,
    );
    let problems: Vec<_> = import
        .items
        .iter()
        .map(|item| (item.key.as_str(), item.problem.as_ref().map_or("", |problem| &problem.message)))
        .collect();
    assert_eq!(
        problems,
        [
            ("my files", "$.mcpServers[\"my files\"].args[1] should be a text, but is an object."),
            ("number", "$.mcpServers.number should be an object, but is a number."),
            ("neither", "“neither” has neither a command nor a url."),
            ("odd", "$.mcpServers.odd.type says “carrier pigeon”, which is no transport with a url."),
            ("open", "$.mcpServers.open.env[\"A B\"] should be a text, but is a list."),
            ("nowhere", "This is no complete address. It begins with https:// or http://."),
            ("header", "The header Host is set by the protocol itself. Leave it out."),
            ("good", ""),
        ]
    );
    assert_eq!(import.notes, ["“good” is in the file twice; the last one counts."]);
    let chosen = import.chosen(&["good".into()]).unwrap();
    assert_eq!(chosen, [ConnectorDraft::new("good", http("https://b.example/mcp"))]);
}

#[test]
fn only_what_is_in_the_file_and_in_order_can_be_chosen() {
    let file = r#"{ "mcpServers": { "a": { "command": "npx" }, "b": { "command": 1 } } }"#;
    let problem = |key: &str| read(file).chosen(&[key.into()]).unwrap_err().message;
    assert_eq!(problem("c"), "“c” is not in the file.");
    assert_eq!(problem("b"), "$.mcpServers.b.command should be a text, but is a number.");
}

#[test]
fn what_is_there_already_is_pointed_out() {
    let known = [connector("Docs", Endpoint::Http { url: "https://a.example/mcp".into() })];
    let file = r#"{ "mcpServers": { "a": { "url": "https://a.example/mcp" } } }"#;
    let import = Import::read(file, &known).unwrap();
    assert_eq!(import.items[0].notes, ["There is a connector with this address already: Docs."]);
}

#[test]
fn an_export_has_no_secrets_and_can_be_read_again() {
    let board = Endpoint::Stdio {
        command: "node".into(),
        arguments: vec!["my server.js".into(), "--quiet".into()],
        directory: "/work/board".into(),
    };
    let connectors = [
        connector("Demo", Endpoint::Demo),
        Connector {
            headers: vec![secret("X-Api-Key")],
            ..connector("Docs", Endpoint::Http { url: "https://a.example/mcp".into() })
        },
        connector("Docs", Endpoint::Sse { url: "https://a.example/sse".into() }),
        Connector { environment: vec![secret("TOKEN")], ..connector("Board", board) },
    ];
    let text = export(&connectors);
    assert_eq!(
        text,
        r#"{
  "mcpServers": {
    "Docs": {
      "type": "http",
      "url": "https://a.example/mcp",
      "headers": {
        "X-Api-Key": "${X_API_KEY}"
      }
    },
    "Docs 2": {
      "type": "sse",
      "url": "https://a.example/sse"
    },
    "Board": {
      "command": "node",
      "args": [
        "my server.js",
        "--quiet"
      ],
      "cwd": "/work/board",
      "env": {
        "TOKEN": "${TOKEN}"
      }
    }
  }
}
"#
    );
    let again = read(&text);
    let read_again: Vec<_> = again.items.iter().map(|item| draft::endpoint(&item.draft).unwrap()).collect();
    let exported: Vec<_> = connectors[1..].iter().map(|connector| connector.endpoint.clone()).collect();
    assert_eq!(read_again, exported);
    assert_eq!(values(&again.items[0].draft.headers), [("X-Api-Key", None)]);
    assert_eq!(values(&again.items[2].draft.environment), [("TOKEN", None)]);
}

#[test]
fn an_export_hides_what_is_secret_by_its_name_in_an_address_or_a_command() {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let command = Endpoint::Stdio {
        command: "npx".into(),
        arguments: words(&[
            "s",
            "--api-key",
            "geheim",
            "--GH_TOKEN=geheim",
            "--token",
            "--tokens=5",
            "-p",
            "80",
        ]),
        directory: String::new(),
    };
    let address = Endpoint::Http { url: "https://a.example/mcp?team=1&api_key=geheim".into() };
    let text = export(&[connector("A", address), connector("B", command)]);
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(file["mcpServers"]["A"]["url"], "https://a.example/mcp?team=1&api_key=(hidden)");
    assert_eq!(
        file["mcpServers"]["B"]["args"],
        serde_json::json!([
            "s",
            "--api-key",
            "(hidden)",
            "--GH_TOKEN=(hidden)",
            "--token",
            "--tokens=5",
            "-p",
            "80"
        ])
    );
}

#[test]
fn a_file_with_too_many_servers_was_picked_by_mistake() {
    let servers: Vec<String> =
        (0..501).map(|number| format!("\"{number}\": {{ \"command\": \"npx\" }}")).collect();
    let file = format!("{{ \"mcpServers\": {{ {} }} }}", servers.join(", "));
    assert_eq!(refusal(&file), "The file lists 501 servers; 500 are read at most.");
}

/// Pieces that such files are made of, so that random texts come far into the reader.
const PIECES: [&str; 26] = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"mcpServers\"",
    "\"servers\"",
    "\"a\"",
    "\"command\"",
    "\"url\"",
    "\"args\"",
    "\"env\"",
    "\"${env:X}\"",
    "\"${\"",
    "\"http://x\"",
    "null",
    "1e999",
    "-",
    "//",
    "/*",
    "\n",
    "\"\\ud800\"",
    "\"é",
    "'",
    "true",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![proptest::sample::select(&PIECES[..]).prop_map(str::to_owned), ".{0,4}"]
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_stumble(pieces in proptest::collection::vec(piece(), 0..40)) {
        let _ = Import::read(&pieces.concat(), &[]).map(Import::plan);
    }

    #[test]
    fn whatever_a_server_says_of_itself_is_read_or_refused(
        server in "\\{(\"(command|url|args|env|headers|type|cwd)\": ?(\"[^\"\\\\]{0,9}\"|\\[1, \"x\"\\]|null|\\{\"k\": 1\\}),? ?){0,4}\\}",
    ) {
        let file = format!("{{ \"mcpServers\": {{ \"x\": {server}, \"good\": {{ \"command\": \"npx\" }} }} }}");
        if let Ok(import) = Import::read(&file, &[]) {
            prop_assert_eq!(import.chosen(&["good".into()]).unwrap(), [ConnectorDraft::new("good", stdio("npx"))]);
        }
    }

    #[test]
    fn any_command_comes_back_from_an_export(words in proptest::collection::vec("[^\\x00$]{1,8}", 1..5)) {
        prop_assume!(!words[0].trim().is_empty() && words[0].trim() == words[0]);
        let (command, arguments) = (words[0].clone(), words[1..].to_vec());
        prop_assume!(!command.starts_with('~') && !command.contains('='));
        // What may be hidden does not come back.
        prop_assume!(!arguments.iter().any(|word| word.starts_with('-') || word.contains('=')));
        let endpoint = Endpoint::Stdio { command, arguments, directory: String::new() };
        let again = read(&export(&[connector("Board", endpoint.clone())]));
        prop_assert_eq!(draft::endpoint(&again.items[0].draft).unwrap(), endpoint);
    }
}
