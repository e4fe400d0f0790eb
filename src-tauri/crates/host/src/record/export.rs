//! The record as a file for other programs. The HTTP Archive is in [`har`].

mod har;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use greenroom_contract::Problem;
use greenroom_contract::record::{Frame, FrameDetail, FrameHttp, RecordFormat};
use greenroom_store::{FrameFilter, Frames};
use serde::Serialize;

use self::har::Archive;
use super::entry;
use crate::problems;

/// Frames that are read at once.
const STEP: u32 = 200;

/// One line.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    frame: &'a Frame,
    text: &'a str,
    cut: bool,
    http: Option<&'a FrameHttp>,
}

/// The file appears when it is complete; one that was there before stays until then.
pub async fn write(
    frames: &Frames,
    filter: &FrameFilter,
    format: RecordFormat,
    path: &Path,
) -> Result<u32, Problem> {
    let unfinished = beside(path);
    let unwritten = |error: io::Error| {
        Problem::failed(
            format!("The file {} could not be written: {error}.", path.display()),
            "Choose another place, or make room there.",
        )
    };
    let file = File::create(&unfinished).map_err(unwritten)?;
    let mut output = BufWriter::new(file);
    let written = match format {
        RecordFormat::JsonLines => lines(frames, filter, &mut output).await,
        RecordFormat::Har => archive(frames, filter, &mut output).await,
    };
    let finished = match written {
        Ok(count) => output.flush().and_then(|()| std::fs::rename(&unfinished, path)).map(|()| count),
        Err(Stopped::Problem(problem)) => {
            let _ = std::fs::remove_file(&unfinished);
            return Err(problem);
        }
        Err(Stopped::Io(error)) => Err(error),
    };
    finished.map_err(|error| {
        // What cannot be removed either is named by the problem of the file itself.
        let _ = std::fs::remove_file(&unfinished);
        unwritten(error)
    })
}

/// Why an export did not come to its end.
enum Stopped {
    Problem(Problem),
    Io(io::Error),
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

async fn lines(frames: &Frames, filter: &FrameFilter, output: &mut impl Write) -> Result<u32, Stopped> {
    let each = |detail: FrameDetail| {
        let FrameDetail { frame, text, cut, http, .. } = &detail;
        let line = Line { frame, text, cut: *cut, http: http.as_ref() };
        serde_json::to_writer(&mut *output, &line).map_err(io::Error::from)?;
        output.write_all(b"\n")
    };
    walk(frames, filter, each).await
}

async fn archive(frames: &Frames, filter: &FrameFilter, output: &mut impl Write) -> Result<u32, Stopped> {
    let mut archive = Archive::default();
    let each = |detail: FrameDetail| {
        archive.add(detail);
        Ok(())
    };
    let count = walk(frames, filter, each).await?;
    serde_json::to_writer_pretty(output, &archive.log()).map_err(io::Error::from)?;
    Ok(count)
}

/// All frames, oldest first.
async fn walk(
    frames: &Frames,
    filter: &FrameFilter,
    mut each: impl FnMut(FrameDetail) -> io::Result<()>,
) -> Result<u32, Stopped> {
    let (mut last, mut count) = (0, 0);
    loop {
        let found = frames.oldest(filter, last, STEP).await;
        let found = found.map_err(|error| Stopped::Problem(problems::of_store(error)))?;
        let Some(newest) = found.last() else { return Ok(count) };
        last = newest.row.number;
        for whole in found {
            each(entry::detail(whole))?;
            count += 1;
        }
    }
}

/// In the same folder, so that the finished file only changes its name.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    path.with_file_name(name)
}
