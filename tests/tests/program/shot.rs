//! Pictures from the command line: what is on them, that they are always the same, and what a difference comes to.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use greenroom_tests::fixture::Fixture;
use greenroom_tests::process::free_port;
use pretty_assertions::assert_eq;
use serde_json::json;

use crate::terminal::Terminal;

/// A server whose widget is red in a square of this side.
fn red(side: u32) -> Fixture {
    let server = Fixture::start();
    server.tool(
        json!({ "name": "red", "inputSchema": { "type": "object" }, "annotations": { "readOnlyHint": true },
            "_meta": { "ui": { "resourceUri": "ui://red" } } }),
        |_| json!({ "content": [] }),
    );
    let page = format!(
        "<!doctype html><title>Red</title><body style=\"margin:0;height:100px\">\
         <div style=\"width:{side}px;height:{side}px;background:#f00\"></div>"
    );
    server.template(json!({ "uri": "ui://red", "mimeType": "text/html;profile=mcp-app", "text": page }));
    server
}

/// The width and the height that a PNG says it has.
fn size(path: &Path) -> (u32, u32) {
    let bytes = std::fs::read(path).unwrap();
    let number = |start: usize| u32::from_be_bytes(bytes[start..start + 4].try_into().unwrap());
    (number(16), number(20))
}

#[tokio::test]
async fn a_phones_picture_has_its_own_pixels_and_is_the_same_each_time() {
    let server = Fixture::start().with_board();
    let terminal = Terminal::new();
    for name in ["one.png", "other.png"] {
        let words = ["shot", &server.url, "board_show", "--device", "iphone-15", "-o", name];
        let printed = terminal.run_on_display(&words).await;
        assert_eq!(printed, (0, format!("{name}  1179 × 2556\n"), String::new()));
    }
    let [one, other] = ["one.png", "other.png"].map(|name| terminal.folder.path().join(name));
    assert_eq!(size(&one), (3 * 393, 3 * 852));
    assert!(std::fs::read(one).unwrap() == std::fs::read(other).unwrap(), "two pictures differ");
}

/// Where the first pixel is red, from the top and then from the left.
fn first_red(path: &Path) -> (u32, u32) {
    let mut reader = png::Decoder::new(BufReader::new(File::open(path).unwrap())).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let width = reader.next_frame(&mut pixels).unwrap().width;
    let index = pixels.chunks_exact(4).position(|pixel| pixel == [255, 0, 0, 255]).unwrap() as u32;
    (index % width, index / width)
}

#[tokio::test]
async fn a_denser_picture_of_a_desktop_has_everything_where_it_was() {
    let server = red(100);
    let terminal = Terminal::new();
    let mut places = Vec::new();
    for density in ["1", "2"] {
        let words = ["shot", &server.url, "red", "--density", density, "-o", "red.png"];
        assert_eq!(terminal.run_on_display(&words).await.0, 0);
        places.push(first_red(&terminal.folder.path().join("red.png")));
    }
    assert_eq!(places[1], (2 * places[0].0, 2 * places[0].1));
}

#[tokio::test]
async fn a_baseline_is_kept_and_a_pixel_in_a_thousand_is_a_difference() {
    let terminal = Terminal::new();
    let shot = async |side: u32, more: &'static [&'static str]| {
        let server = red(side);
        let words = ["shot", &server.url, "red", "--density", "1", "--baseline", "kept"];
        terminal.run_on_display(&[&words[..], more].concat()).await
    };
    let name = "desktop-light-inline  800 × 768";
    let problem = |what: &str| {
        format!(
            "Error: Desktop · light · inline: {what}\n\
             If that is as it should be, keep the new pictures with --update-baseline.\n"
        )
    };

    let (code, stdout, stderr) = shot(0, &[]).await;
    let missing = problem("there is no kept/desktop-light-inline.png to compare with");
    assert_eq!((code, stdout, stderr), (5, format!("{name}  differs\n"), missing));

    assert_eq!(shot(0, &["--update-baseline"]).await, (0, format!("{name}  kept\n"), String::new()));
    assert_eq!(shot(0, &[]).await, (0, format!("{name}  same\n"), String::new()));

    // 24 × 24 of 800 × 768 are 0.94 in a thousand, 25 × 25 are 1.02.
    assert_eq!(shot(24, &[]).await, (0, format!("{name}  same\n"), String::new()));
    let (code, stdout, stderr) = shot(25, &[]).await;
    let differs = problem("625 pixels differ, 0.10 %; see kept/desktop-light-inline.difference.png");
    assert_eq!((code, stdout, stderr), (5, format!("{name}  differs\n"), differs));
    assert_eq!(size(&terminal.folder.path().join("kept/desktop-light-inline.difference.png")), (800, 768));
}

#[tokio::test]
async fn several_go_into_a_folder_and_on_a_sheet_with_their_devices_body() {
    let server = Fixture::start().with_board();
    let terminal = Terminal::new();
    let words = [
        "shot",
        &server.url,
        "board_show",
        "--device",
        "iphone-se",
        "--theme",
        "light",
        "--theme",
        "dark",
        "--mode",
        "inline",
        "--mode",
        "fullscreen",
        "--density",
        "1",
        "--frame",
        "-o",
        "pictures",
        "--sheet",
        "sheet.png",
    ];
    let (code, stdout, stderr) = terminal.run_on_display(&words).await;
    assert_eq!(stderr, "");
    assert_eq!(
        stdout,
        "\
pictures/iphone-se-light-inline.png  399 × 691
pictures/iphone-se-dark-inline.png  399 × 691
pictures/iphone-se-light-fullscreen.png  399 × 691
pictures/iphone-se-dark-fullscreen.png  399 × 691
sheet.png
"
    );
    assert_eq!(code, 0);
    let sheet = (32 + 4 * (399 + 32), 32 + 28 + 691 + 32);
    assert_eq!(size(&terminal.folder.path().join("sheet.png")), sheet);
}

#[tokio::test]
async fn a_call_that_asks_is_refused_with_the_reason_and_taken_when_it_is_allowed() {
    let server = Fixture::start().with_board();
    let terminal = Terminal::new();
    let words = ["shot", &server.url, "board_add", "--args", "{\"title\":\"Ship\"}", "-o", "board.png"];
    let (code, stdout, stderr) = terminal.run_on_display(&words).await;
    assert_eq!((code, stdout.as_str()), (4, ""));
    assert!(stderr.starts_with("Error: Nothing was sent. Asks, because "), "{stderr}");
    assert_eq!(server.received("tools/call").len(), 0);
    assert_eq!(terminal.files().contains(&"board.png".to_owned()), false);

    let (code, stdout, _) = terminal.run_on_display(&[&words[..], &["--approve", "allow"]].concat()).await;
    assert_eq!((code, stdout.as_str()), (0, "board.png  1600 × 1536\n"));
}

#[tokio::test]
async fn what_cannot_be_taken_is_said_before_anything_is_called() {
    let server = Fixture::start().with_board();
    let terminal = Terminal::new();
    let words = ["shot", &server.url, "board_show", "-o", "board.png"];

    let no_display = "Error: A picture needs a display, and there is none.\n\
        Run it under xvfb-run: xvfb-run -a greenroom shot …\n";
    assert_eq!(terminal.run(&words).await, (1, String::new(), no_display.into()));

    let unknown = [&words[..], &["--device", "iphone-99"]].concat();
    let (code, _, stderr) = terminal.run_on_display(&unknown).await;
    assert_eq!(code, 2);
    assert!(stderr.starts_with("Error: There is no device “iphone-99”.\nThere are: desktop, "), "{stderr}");

    let dense = [&words[..], &["--density", "9"]].concat();
    let too_dense = "Error: A picture cannot have 9 pixels for each of CSS.\nChoose between 0.5 and 5.\n";
    assert_eq!(terminal.run(&dense).await, (2, String::new(), too_dense.into()));

    let nowhere = "Error: Nothing says what becomes of the picture.\n\
        Give a file with -o, one for all with --sheet, or a folder to compare with by --baseline.\n";
    let printed = terminal.run(&["shot", &server.url, "board_show"]).await;
    assert_eq!(printed, (2, String::new(), nowhere.into()));
    assert_eq!(server.received("tools/call").len(), 0);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_a_failure() {
    let url = format!("http://127.0.0.1:{}/mcp", free_port());
    let (code, stdout, _) =
        Terminal::new().run_on_display(&["shot", &url, "board_show", "-o", "a.png"]).await;
    assert_eq!((code, stdout.as_str()), (1, ""));
}
