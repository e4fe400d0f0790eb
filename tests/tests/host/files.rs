//! Files of widgets: uploaded, picked by the person, and read where and as long as they may be.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use greenroom_contract::file::NewFile;
use greenroom_contract::prompt::{Asks, PromptAnswer};
use greenroom_contract::screen::FromScreen;
use greenroom_tests::shown::Shown;
use greenroom_tests::test_host::TestHost;
use pretty_assertions::assert_eq;
use serde_json::{Value, json};

fn sent(name: &str, mime_type: &str, content: &[u8]) -> Value {
    json!({ "name": name, "mimeType": mime_type, "base64": BASE64.encode(content) })
}

fn new_file(name: &str, content: &[u8]) -> NewFile {
    NewFile { name: name.into(), mime_type: "text/plain".into(), base64: BASE64.encode(content) }
}

/// The files in the data folder, by size.
fn on_disk(test: &TestHost) -> Vec<u64> {
    let entries = std::fs::read_dir(test.data_dir().join("files")).into_iter().flatten();
    let mut sizes: Vec<u64> = entries.map(|entry| entry.unwrap().metadata().unwrap().len()).collect();
    sizes.sort_unstable();
    sizes
}

#[tokio::test]
async fn an_uploaded_file_is_read_by_its_widget_alone() {
    let shown = Shown::both().await;
    let board = shown.board("phone").await;
    let file = sent("../../etc/plan\u{202e}.csv", "text/csv", b"a,b");
    let kept = shown.openai("phone", &board, 1, "uploadFile", json!([file, null])).await.unwrap();
    let id = kept["fileId"].as_str().unwrap().to_owned();
    assert!(id.starts_with("file_"), "{id}");
    assert_eq!(kept, json!({ "fileId": id, "fileName": "plan_.csv", "mimeType": "text/csv" }));

    let asked = json!([{ "fileId": id }]);
    let url = shown.openai("phone", &board, 2, "getFileDownloadUrl", asked.clone()).await.unwrap();
    let url = url["downloadUrl"].as_str().unwrap().to_owned();
    let (origin, _) = board.src.split_once('?').unwrap();
    assert!(url.starts_with(origin) && url.ends_with("/plan%5F%2Ecsv"), "{url}");
    let served = shown.test.host.widget_document("phone", &url).await;
    assert_eq!((served.status, served.body.as_slice()), (200, &b"a,b"[..]));
    assert_eq!(
        served.headers,
        [
            ("Content-Type", "text/csv"),
            ("Content-Security-Policy", "default-src 'none'; sandbox"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
    );

    // Neither another screen, nor another widget, nor a guess gets it.
    assert_eq!(shown.test.host.widget_document("desktop", &url).await.status, 404);
    let notes = shown.notes("phone").await;
    let (notes_origin, _) = notes.src.split_once('?').unwrap();
    let elsewhere = url.replacen(origin, notes_origin, 1);
    assert_eq!(shown.test.host.widget_document("phone", &elsewhere).await.status, 404);
    let guess = format!("{origin}greenroom-files/{}/plan.csv", "0".repeat(32));
    assert_eq!(shown.test.host.widget_document("phone", &guess).await.status, 404);
    // Nor does the document itself go to who knows no more than the origin.
    assert_eq!(shown.test.host.widget_document("phone", origin).await.status, 404);
    let other_key = format!("{origin}?{}", notes.src.split_once('?').unwrap().1);
    assert_eq!(shown.test.host.widget_document("phone", &other_key).await.status, 404);
    assert_eq!(shown.test.host.widget_document("phone", &board.src).await.status, 200);
}

#[tokio::test]
async fn a_file_of_another_app_is_refused_unless_the_call_names_it() {
    let shown = Shown::both().await;
    let board = shown.board("desktop").await;
    let file = sent("secret.txt", "text/plain", b"secret");
    let kept = shown.openai("desktop", &board, 1, "uploadFile", json!([file])).await.unwrap();
    let id = kept["fileId"].as_str().unwrap().to_owned();

    let other = greenroom_tests::fixture::Fixture::start().with_board();
    let answer = json!({ "content": [], "structuredContent": { "attachment": { "file_id": id } } });
    other.tool(
        json!({ "name": "board_attach", "inputSchema": { "type": "object" },
            "annotations": { "readOnlyHint": true },
            "_meta": { "openai/outputTemplate": greenroom_tests::fixture::BOARD } }),
        move |_| answer.clone(),
    );
    let connector = shown.test.connect(&other.url).await.id;
    let plain = shown.test.run(&connector, "board_show", json!({})).await.id;
    let naming = shown.test.run(&connector, "board_attach", json!({})).await.id;
    for call in [&plain, &naming] {
        shown.test.settled(call).await;
    }
    let asked = json!([{ "fileId": id }]);
    let stranger = shown.frame("desktop", &plain).await;
    let refused = shown.openai("desktop", &stranger, 1, "getFileDownloadUrl", asked.clone()).await;
    assert_eq!(
        refused,
        Err(format!(
            "The file {id} was not given to this app: not uploaded or picked by one of its widgets, and named \
             neither in the arguments nor in the result of the call."
        ))
    );
    let named = shown.frame("desktop", &naming).await;
    assert!(shown.openai("desktop", &named, 1, "getFileDownloadUrl", asked).await.is_ok());
    let unknown =
        shown.openai("desktop", &named, 2, "getFileDownloadUrl", json!([{ "fileId": "file_0" }])).await;
    assert_eq!(unknown, Err("There is no file file_0, or it was removed.".into()));
}

#[tokio::test]
async fn the_person_picks_from_the_library_and_adds_to_it() {
    let shown = Shown::both().await;
    let board = shown.board("phone").await;
    for (id, name, library) in [(1, "kept.txt", true), (2, "passing.txt", false)] {
        let params = json!([sent(name, "text/plain", b"12"), { "library": library }]);
        shown.openai("phone", &board, id, "uploadFile", params).await.unwrap();
    }
    let picking = async {
        let prompt = shown.asked("phone", &[]).await;
        let Asks::PickFiles { library, limit } = &prompt.asks else { panic!("{prompt:?}") };
        let names: Vec<(&str, u32)> = library.iter().map(|file| (file.name.as_str(), file.size)).collect();
        assert_eq!((names, *limit), (vec![("kept.txt", 2)], 25 * 1024 * 1024));
        let files = vec![library[0].id.clone(), "file_forged".to_owned()];
        let added = vec![new_file("new.txt", b"fresh")];
        shown.answers("phone", &prompt, PromptAnswer::Picked { files, added });
        prompt
    };
    let (picked, first) = tokio::join!(shown.openai("phone", &board, 3, "selectFiles", json!([])), picking);
    let picked = picked.unwrap();
    let names: Vec<&str> =
        picked.as_array().unwrap().iter().filter_map(|file| file["fileName"].as_str()).collect();
    assert_eq!(names, ["kept.txt", "new.txt"]);

    // What was added is in the library from now on; a file can be taken out of it there.
    let again = async {
        let prompt = shown.asked("phone", &[&first]).await;
        let Asks::PickFiles { library, .. } = &prompt.asks else { panic!("{prompt:?}") };
        let names: Vec<&str> = library.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["new.txt", "kept.txt"]);
        let remove = FromScreen::RemoveFile { file: library[1].id.clone() };
        shown.test.host.from_screen("phone", remove);
        shown
            .test
            .view("phone", |view| match &view.prompt.as_ref()?.asks {
                Asks::PickFiles { library, .. } if library.len() == 1 && library[0].name == "new.txt" => {
                    Some(())
                }
                _ => None,
            })
            .await;
        shown.answers("phone", &prompt, PromptAnswer::Declined);
    };
    let (none, ()) = tokio::join!(shown.openai("phone", &board, 4, "selectFiles", json!([])), again);
    assert_eq!(none, Ok(json!([])));
    shown.test.until("the removal", async |_| (on_disk(&shown.test) == [2, 5]).then_some(())).await;
}

#[tokio::test]
async fn files_have_bounds_and_go_when_nobody_has_them() {
    let test = TestHost::start_with("[files]\nmost_megabytes = 1\nmost_megabytes_in_all = 2").await;
    let shown = Shown::on(test).await;
    let board = shown.board("desktop").await;
    let upload = async |id: u32, size: usize, library: bool| {
        let params = json!([sent("big.bin", "", &vec![7; size]), { "library": library }]);
        shown.openai("desktop", &board, id, "uploadFile", params).await
    };
    const MEGABYTE: usize = 1024 * 1024;
    let refused = upload(1, MEGABYTE + 1, false).await;
    assert_eq!(refused, Err("“big.bin” is larger than the 1 MB that a file may have.".into()));
    let garbled = json!([{ "name": "x", "mimeType": "", "base64": "%%" }]);
    let garbled = shown.openai("desktop", &board, 2, "uploadFile", garbled).await;
    assert_eq!(garbled, Err("What came as the content of “x” is no base64.".into()));

    // The oldest that is not in the library makes room.
    let first = upload(3, MEGABYTE, false).await.unwrap();
    upload(4, MEGABYTE, true).await.unwrap();
    upload(5, MEGABYTE - 1, true).await.unwrap();
    assert_eq!(on_disk(&shown.test), [MEGABYTE as u64 - 1, MEGABYTE as u64]);
    let gone = shown
        .openai("desktop", &board, 6, "getFileDownloadUrl", json!([{ "fileId": first["fileId"] }]))
        .await;
    assert!(gone.unwrap_err().ends_with("or it was removed."));
    let full = upload(7, 2, false).await;
    assert_eq!(full, Err("The library of files is full: it may hold 2 MB.".into()));

    upload(8, 1, false).await.unwrap();
    std::fs::write(shown.test.data_dir().join("files/left-behind"), "x").unwrap();
    shown.test.host.delete_connector(&shown.connector).await.unwrap();
    assert_eq!(on_disk(&shown.test), [MEGABYTE as u64 - 1, MEGABYTE as u64]);
}
