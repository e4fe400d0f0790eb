//! Searching a record of 100,000 frames.

use std::path::Path;
use std::time::Duration;

use greenroom_contract::record::FrameQuery;
use greenroom_store::{FrameBody, FrameRow, Frames, Lasting, WholeFrame};
use serde_json::{Map, json};
use tempfile::TempDir;

use crate::timing::{Runs, milliseconds};
use crate::{Fault, record, report};

const FRAMES: u32 = 100_000;
const BATCH: u32 = 1000;
const RUNS: usize = 50;
const LONGEST: Duration = Duration::from_millis(50);
/// As many as the list of the window asks for at once.
const PAGE: u32 = 100;

/// What is looked for, and what it stands for.
const SEARCHES: [(&str, &str); 5] = [
    ("needle-77777", "in one frame"),
    ("Lisbon", "in one of ten"),
    ("jsonrpc", "in every frame"),
    ("no such text at all", "in none"),
    ("is", "two letters"),
];

pub async fn measure() -> Result<report::Result, Fault> {
    let folder = TempDir::new()?;
    let path = folder.path().join("record.db");
    fill(&path).await?;
    let kept = record::open(&path).await?;
    let mut slowest = (Duration::ZERO, "");
    let mut numbers = Map::new();
    for (text, meaning) in SEARCHES {
        let mut runs = Runs::default();
        for _ in 0..RUNS {
            let query = FrameQuery { text: text.to_owned(), ..FrameQuery::default() };
            let search = async {
                kept.frames(query, None, PAGE).await.map_err(|problem| Fault::from(problem.message))
            };
            runs.time(search).await?;
        }
        slowest = slowest.max((runs.median(), meaning));
        numbers.insert(text.to_owned(), runs.json());
    }
    kept.close().await;
    let (duration, meaning) = slowest;
    Ok(report::Result {
        key: "search",
        text: format!(
            "A search through 100,000 frames: at most {:.1} ms, for a text that is {meaning}.",
            milliseconds(duration)
        ),
        goal: "at most 50 ms",
        met: duration <= LONGEST,
        numbers: numbers.into(),
    })
}

async fn fill(path: &Path) -> Result<(), Fault> {
    let frames = Frames::open(path, Lasting::Always).await?;
    for batch in 0..FRAMES / BATCH {
        let first = batch * BATCH;
        let whole: Vec<WholeFrame> = (first..first + BATCH).map(frame).collect();
        frames.insert(&whole).await?;
    }
    frames.close().await;
    Ok(())
}

/// An answer of half a kilobyte, no two the same.
fn frame(number: u32) -> WholeFrame {
    const CITIES: [&str; 10] =
        ["Lisbon", "Oslo", "Kyoto", "Quito", "Accra", "Perth", "Tbilisi", "Hanoi", "Lima", "Cork"];
    let city = CITIES.iter().cycle().nth(number as usize % CITIES.len()).copied().unwrap_or_default();
    let noise = number.wrapping_mul(2_654_435_761);
    let text = json!({
        "jsonrpc": "2.0",
        "id": number,
        "result": {
            "content": [{
                "type": "text",
                "text": format!("The order {noise:08x} for {city} is on its way; it weighs {} g.", noise % 9973),
            }],
            "structuredContent": {
                "order": { "id": format!("needle-{number}"), "city": city, "weight": noise % 9973 },
                "events": [
                    { "at": format!("2026-11-{:02}T{:02}:{:02}:00Z", number % 28 + 1, number % 24, number % 60) },
                    { "by": format!("courier-{}", noise % 211), "note": "left the house with everything in it" },
                ],
            },
            "isError": false,
        },
    });
    let text = text.to_string();
    WholeFrame {
        row: FrameRow {
            number: 0,
            connector_id: format!("connector-{}", number % 5),
            app_name: "Orders".into(),
            session: number / 5000 + 1,
            at: "2026-11-21T12:00:00Z".into(),
            direction: "fromServer".into(),
            kind: "answer".into(),
            method: "tools/call".into(),
            rpc_id: number.to_string(),
            call_id: None,
            is_error: false,
            status: Some(200),
            bytes: i64::try_from(text.len()).unwrap_or(i64::MAX),
            side: "wire".into(),
            language: None,
            screen: None,
            instance: None,
            duration_ms: Some(12.5),
        },
        body: FrameBody { text, cut: false, url: "http://localhost:3000/mcp".into(), http: None },
    }
}
