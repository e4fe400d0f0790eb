//! The record of the wire and of the widgets' bridge: frames in a database of their own, written in batches, oldest first to go.
//!
//! A power cut may cost the last batches, for nobody waits until a frame is on the disk; a crash of the program
//! costs nothing that was inserted. Looking frames up is in [`query`], requests and their answers in [`pairs`], the
//! two indexes of the text in [`turn`].

mod pairs;
mod query;
mod turn;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteSynchronous;
use sqlx::types::Json;
use sqlx::{FromRow, Sqlite, SqlitePool, Transaction};

use crate::{Lasting, Result, StoreError, store};

pub use self::query::FrameFilter;
use self::turn::Turn;

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/record");

/// Rows that are looked at in one go when frames have to leave.
const STEP: u32 = 1000;

/// The database of frames. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Frames {
    pub(crate) pool: SqlitePool,
    path: Arc<PathBuf>,
}

/// What a list shows of a frame.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct FrameRow {
    /// Given by the database; what is inserted has 0.
    pub number: u32,
    pub connector_id: String,
    pub app_name: String,
    pub session: u32,
    pub at: String,
    pub direction: String,
    pub kind: String,
    /// May be empty, as may be the id.
    pub method: String,
    pub rpc_id: String,
    pub call_id: Option<String>,
    pub is_error: bool,
    pub status: Option<u16>,
    /// Of the text before it was cut.
    pub bytes: i64,
    pub duration_ms: Option<f64>,
    /// `wire` or `bridge`. What follows is of the bridge only.
    pub side: String,
    pub language: Option<String>,
    pub screen: Option<String>,
    pub instance: Option<String>,
}

/// The rest of a frame.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct FrameBody {
    pub text: String,
    pub cut: bool,
    /// Empty where the frame did not go over HTTP.
    pub url: String,
    #[sqlx(json(nullable))]
    pub http: Option<Value>,
}

#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct WholeFrame {
    #[sqlx(flatten)]
    pub row: FrameRow,
    #[sqlx(flatten)]
    pub body: FrameBody,
}

/// What may stay. The oldest frames leave as soon as one of these is passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameBounds {
    pub most_frames: u32,
    pub most_bytes: i64,
    /// Frames from before this time leave.
    pub since: String,
}

#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct FrameTotals {
    pub frames: u32,
    pub bytes: i64,
    /// When the oldest frame was recorded.
    pub oldest: Option<String>,
}

/// What decides whether a frame stays.
#[derive(FromRow)]
struct Candidate {
    number: u32,
    at: String,
    kept: i64,
}

impl Frames {
    /// Opens the database at `path`, as [`crate::Store::open`] does its own.
    ///
    /// # Errors
    /// As there.
    pub async fn open(path: &Path, lasting: Lasting) -> Result<Self> {
        let synchronous = match lasting {
            // A commit waits for no disk; in a power cut the file stays whole.
            Lasting::Always => SqliteSynchronous::Normal,
            Lasting::WhileRunning => SqliteSynchronous::Off,
        };
        let pool = store::open(path, synchronous, &MIGRATIONS).await?;
        Ok(Self { pool, path: Arc::new(path.to_owned()) })
    }

    /// Appends the frames in one transaction.
    pub async fn insert(&self, frames: &[WholeFrame]) -> Result<()> {
        let mut transaction = self.begin().await?;
        insert_all(&mut transaction, frames).await.map_err(|error| self.fault(error))?;
        transaction.commit().await.map_err(|error| self.fault(error))
    }

    /// The number of the newest session; 0 where there is none.
    pub async fn last_session(&self) -> Result<u32> {
        sqlx::query_scalar("SELECT session FROM frames WHERE side = 'wire' ORDER BY number DESC LIMIT 1")
            .fetch_optional(&self.pool)
            .await
            .map(Option::unwrap_or_default)
            .map_err(|error| self.fault(error))
    }

    pub async fn totals(&self) -> Result<FrameTotals> {
        sqlx::query_as(
            "SELECT frames, bytes, (SELECT at FROM frames ORDER BY number LIMIT 1) AS oldest FROM state",
        )
        .fetch_one(&self.pool)
        .await
        .map_err(|error| self.fault(error))
    }

    /// Lets the oldest frames go until all bounds are kept. Returns how many left.
    pub async fn prune(&self, bounds: &FrameBounds) -> Result<u32> {
        let mut gone = 0;
        loop {
            let totals = self.totals().await?;
            let leaving = self.leaving(&totals, bounds).await?;
            let Some(newest) = leaving.last() else { return Ok(gone) };
            let mut transaction = self.begin().await?;
            let removed = async {
                let removed = remove_up_to(&mut transaction, newest.number).await?;
                Turn::end(&mut transaction).await?;
                Ok(removed)
            };
            gone += removed.await.map_err(|error| self.fault(error))?;
            transaction.commit().await.map_err(|error| self.fault(error))?;
        }
    }

    /// Forgets every frame; nothing of them stays in the file.
    pub async fn clear(&self) -> Result<()> {
        let clear = async {
            let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
            for statement in [
                "INSERT INTO search_0 (search_0) VALUES ('delete-all')",
                "INSERT INTO search_1 (search_1) VALUES ('delete-all')",
                "DELETE FROM frame_bodies",
                "DELETE FROM frames",
                "UPDATE state SET frames = 0, bytes = 0",
            ] {
                sqlx::query(statement).execute(&mut *transaction).await?;
            }
            transaction.commit().await?;
            for statement in ["VACUUM", "PRAGMA wal_checkpoint (TRUNCATE)"] {
                sqlx::query(statement).execute(&self.pool).await?;
            }
            Ok(())
        };
        clear.await.map_err(|error| self.fault(error))
    }

    pub async fn close(&self) {
        self.pool.close().await;
    }

    async fn begin(&self) -> Result<Transaction<'static, Sqlite>> {
        self.pool.begin_with("BEGIN IMMEDIATE").await.map_err(|error| self.fault(error))
    }

    /// The oldest frames that have to leave, at most [`STEP`].
    async fn leaving(&self, totals: &FrameTotals, bounds: &FrameBounds) -> Result<Vec<Candidate>> {
        let mut excess_frames = i64::from(totals.frames) - i64::from(bounds.most_frames);
        let mut excess_bytes = totals.bytes - bounds.most_bytes;
        let is_old = |at: &str| at < bounds.since.as_str();
        if excess_frames <= 0 && excess_bytes <= 0 && !totals.oldest.as_deref().is_some_and(is_old) {
            return Ok(Vec::new());
        }
        let mut candidates: Vec<Candidate> =
            sqlx::query_as("SELECT number, at, kept FROM frames ORDER BY number LIMIT ?")
                .bind(STEP)
                .fetch_all(&self.pool)
                .await
                .map_err(|error| self.fault(error))?;
        let stays = candidates.iter().position(|candidate| {
            let leaves = excess_frames > 0 || excess_bytes > 0 || is_old(&candidate.at);
            excess_frames -= 1;
            excess_bytes -= candidate.kept;
            !leaves
        });
        candidates.truncate(stays.unwrap_or(candidates.len()));
        Ok(candidates)
    }

    fn fault(&self, source: sqlx::Error) -> StoreError {
        StoreError::of_query(&self.path, source)
    }
}

type Writing = Transaction<'static, Sqlite>;

async fn insert_all(writing: &mut Writing, frames: &[WholeFrame]) -> sqlx::Result<()> {
    let turn = Turn::read(&mut **writing).await?;
    let mut bytes = 0;
    for WholeFrame { row, body } in frames {
        let kept = body.kept();
        let number = insert_row(writing, row, kept).await?;
        insert_body(writing, number, body).await?;
        turn.index(writing, number, &format!("{}\n{}\n{}\n\n", row.method, body.url, body.text)).await?;
        bytes += kept;
    }
    sqlx::query("UPDATE state SET frames = frames + ?, bytes = bytes + ?")
        .bind(i64::try_from(frames.len()).unwrap_or(i64::MAX))
        .bind(bytes)
        .execute(&mut **writing)
        .await?;
    Ok(())
}

async fn insert_row(writing: &mut Writing, row: &FrameRow, kept: i64) -> sqlx::Result<i64> {
    let inserted = sqlx::query(
        "INSERT INTO frames (connector_id, app_name, session, at, direction, kind, method, rpc_id, call_id,
                             is_error, status, bytes, duration_ms, side, language, screen, instance, kept)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(&row.connector_id)
    .bind(&row.app_name)
    .bind(row.session)
    .bind(&row.at)
    .bind(&row.direction)
    .bind(&row.kind)
    .bind(&row.method)
    .bind(&row.rpc_id)
    .bind(&row.call_id)
    .bind(row.is_error)
    .bind(row.status)
    .bind(row.bytes)
    .bind(row.duration_ms)
    .bind(&row.side)
    .bind(&row.language)
    .bind(&row.screen)
    .bind(&row.instance)
    .bind(kept)
    .execute(&mut **writing)
    .await?;
    Ok(inserted.last_insert_rowid())
}

async fn insert_body(writing: &mut Writing, number: i64, body: &FrameBody) -> sqlx::Result<()> {
    sqlx::query("INSERT INTO frame_bodies (number, text, cut, url, http) VALUES (?, ?, ?, ?, ?)")
        .bind(number)
        .bind(&body.text)
        .bind(body.cut)
        .bind(&body.url)
        .bind(body.http.as_ref().map(Json))
        .execute(&mut **writing)
        .await?;
    Ok(())
}

/// Removes the frames up to this number, it included, and says how many there were.
async fn remove_up_to(writing: &mut Writing, newest: u32) -> sqlx::Result<u32> {
    let (frames, bytes): (u32, i64) =
        sqlx::query_as("SELECT count(*), coalesce(sum(kept), 0) FROM frames WHERE number <= ?")
            .bind(newest)
            .fetch_one(&mut **writing)
            .await?;
    for statement in ["DELETE FROM frame_bodies WHERE number <= ?", "DELETE FROM frames WHERE number <= ?"] {
        sqlx::query(statement).bind(newest).execute(&mut **writing).await?;
    }
    sqlx::query("UPDATE state SET frames = frames - ?, bytes = bytes - ?")
        .bind(frames)
        .bind(bytes)
        .execute(&mut **writing)
        .await?;
    Ok(frames)
}

impl FrameBody {
    /// What the frame takes of the record's bound: nearly all of a frame is its body.
    fn kept(&self) -> i64 {
        let http = self.http.as_ref().map_or(0, |http| http.to_string().len());
        i64::try_from(self.text.len() + http).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;
    use tempfile::TempDir;

    use super::{FrameBody, FrameBounds, FrameFilter, FrameRow, FrameTotals, Frames, WholeFrame};
    use crate::Lasting;

    async fn new() -> (TempDir, Frames) {
        let directory = tempfile::tempdir().unwrap();
        let frames = Frames::open(&directory.path().join("record.db"), Lasting::Always).await.unwrap();
        (directory, frames)
    }

    /// A frame as it is read back: `number` minutes after nine.
    fn frame(number: u32, text: &str) -> WholeFrame {
        WholeFrame {
            row: FrameRow {
                number,
                connector_id: "board".to_owned(),
                app_name: "The board".to_owned(),
                session: 1,
                at: format!("2026-11-21T09:{number:02}:00.000Z"),
                direction: "fromServer".to_owned(),
                kind: "answer".to_owned(),
                method: "tools/list".to_owned(),
                rpc_id: number.to_string(),
                call_id: None,
                is_error: false,
                status: Some(200),
                bytes: i64::try_from(text.len()).unwrap(),
                duration_ms: Some(1.5),
                side: "wire".to_owned(),
                language: None,
                screen: None,
                instance: None,
            },
            body: FrameBody {
                text: text.to_owned(),
                cut: false,
                url: "http://localhost:3000/mcp".to_owned(),
                http: None,
            },
        }
    }

    fn about(text: &str) -> FrameFilter {
        FrameFilter { text: text.to_owned(), ..FrameFilter::default() }
    }

    async fn numbers(frames: &Frames, filter: &FrameFilter) -> Vec<u32> {
        frames.newest(filter, None, 100).await.unwrap().into_iter().map(|row| row.number).collect()
    }

    #[tokio::test]
    async fn a_frame_is_read_back_as_it_was_recorded_also_after_a_restart() {
        let (directory, frames) = new().await;
        let mut call = frame(2, "{\"id\":2}");
        call.row.call_id = Some("call-1".to_owned());
        call.body.http = Some(json!({ "exchange": 0, "status": 200 }));
        call.body.cut = true;
        frames.insert(&[frame(1, "one")]).await.unwrap();
        frames.insert(&[call.clone(), frame(3, "three")]).await.unwrap();
        frames.close().await;

        let frames = Frames::open(&directory.path().join("record.db"), Lasting::Always).await.unwrap();

        assert_eq!(frames.frame(2).await.unwrap(), Some(call.clone()));
        assert_eq!(frames.frame(4).await.unwrap(), None);
        assert_eq!(frames.last_session().await.unwrap(), 1);
        let everything = FrameFilter::default();
        assert_eq!(frames.oldest(&everything, 0, 2).await.unwrap(), [frame(1, "one"), call.clone()]);
        assert_eq!(frames.newest(&everything, Some(3), 1).await.unwrap(), [call.row]);
        assert_eq!(
            frames.totals().await.unwrap(),
            FrameTotals { frames: 3, bytes: 43, oldest: Some("2026-11-21T09:01:00.000Z".to_owned()) }
        );
    }

    #[tokio::test]
    async fn any_piece_of_text_finds_its_frames_whatever_the_case() {
        let (_directory, frames) = new().await;
        let texts = ["say \"Hello\"", "100 % of ÄPFEL", "a_b and a\\b", "q"];
        let all: Vec<_> = (1..).zip(texts).map(|(number, text)| frame(number, text)).collect();
        frames.insert(&all).await.unwrap();

        for (text, found) in [
            ("hello", vec![1]),
            ("\"HELLO\"", vec![1]),
            ("y \"h", vec![1]),
            ("äpfel", vec![2]),
            ("%", vec![2]),
            ("0 %", vec![2]),
            ("ä", vec![2]),
            ("a_", vec![3]),
            ("a\\b", vec![3]),
            ("q", vec![4]),
            ("TOOLS/list", vec![4, 3, 2, 1]),
            ("localhost:3000", vec![4, 3, 2, 1]),
            ("hellö", vec![]),
            ("zz", vec![]),
            ("hello OR q", vec![]),
        ] {
            assert_eq!(numbers(&frames, &about(text)).await, found, "{text}");
        }
    }

    #[tokio::test]
    async fn filters_leave_out_what_is_not_meant() {
        let (_directory, frames) = new().await;
        let mut failed = frame(2, "second");
        failed.row.is_error = true;
        failed.row.kind = "failure".to_owned();
        let mut of_call = frame(3, "third");
        of_call.row.call_id = Some("call-1".to_owned());
        let mut other = frame(4, "fourth");
        other.row.connector_id = "notes".to_owned();
        frames.insert(&[frame(1, "first"), failed, of_call, other]).await.unwrap();

        let errors = FrameFilter { only_errors: true, ..FrameFilter::default() };
        assert_eq!(numbers(&frames, &errors).await, [2]);
        let kinds = FrameFilter { kinds: vec!["failure".to_owned(), "stderr".to_owned()], ..about("second") };
        assert_eq!(numbers(&frames, &kinds).await, [2]);
        let call = FrameFilter { call_id: Some("call-1".to_owned()), ..about("IR") };
        assert_eq!(numbers(&frames, &call).await, [3]);
        let connector = FrameFilter { connector_id: Some("board".to_owned()), ..about("ir") };
        assert_eq!(numbers(&frames, &connector).await, [3, 1]);
    }

    /// As [`frame`], of a widget on the phone.
    fn of_widget(number: u32, kind: &str, direction: &str, id: &str) -> WholeFrame {
        let mut whole = frame(number, "{}");
        whole.row = FrameRow {
            kind: kind.to_owned(),
            direction: direction.to_owned(),
            rpc_id: id.to_owned(),
            session: 0,
            side: "bridge".to_owned(),
            language: Some("apps".to_owned()),
            screen: Some("phone".to_owned()),
            instance: Some("one".to_owned()),
            ..whole.row
        };
        whole
    }

    #[tokio::test]
    async fn what_widgets_say_is_told_from_the_wire_and_counts_no_session() {
        let (directory, frames) = new().await;
        let said = of_widget(2, "request", "fromWidget", "7");
        frames.insert(&[frame(1, "wire"), said.clone()]).await.unwrap();
        frames.close().await;

        let frames = Frames::open(&directory.path().join("record.db"), Lasting::Always).await.unwrap();

        assert_eq!(frames.last_session().await.unwrap(), 1);
        assert_eq!(frames.frame(2).await.unwrap(), Some(said));
        for (side, found) in [("wire", [1]), ("bridge", [2])] {
            let filter = FrameFilter { side: Some(side.to_owned()), ..FrameFilter::default() };
            assert_eq!(numbers(&frames, &filter).await, found);
        }
    }

    #[tokio::test]
    async fn a_request_and_its_answer_find_each_other_also_where_ids_come_again() {
        let (_directory, frames) = new().await;
        let all = [
            of_widget(1, "request", "fromWidget", "7"),
            of_widget(2, "request", "toWidget", "7"),
            of_widget(3, "answer", "toWidget", "7"),
            of_widget(4, "request", "fromWidget", "7"),
            of_widget(5, "request", "fromWidget", "7"),
            of_widget(6, "answer", "toWidget", "7"),
            of_widget(7, "answer", "fromWidget", "7"),
            of_widget(8, "notification", "fromWidget", ""),
            frame(9, "an answer on the wire"),
        ];
        frames.insert(&all).await.unwrap();
        let mut pairs = Vec::new();
        for whole in &all {
            pairs.push(frames.counterpart(&whole.row).await.unwrap());
        }
        assert_eq!(pairs, [Some(3), Some(7), Some(1), None, Some(6), Some(5), Some(2), None, None]);
    }

    #[tokio::test]
    async fn the_oldest_frames_leave_whichever_bound_is_passed_and_the_others_are_still_found() {
        let (_directory, frames) = new().await;
        let wide = FrameBounds { most_frames: 100, most_bytes: 1000, since: String::new() };
        let bounds = [
            (FrameBounds { most_frames: 4, ..wide.clone() }, 4),
            (FrameBounds { most_bytes: 25, ..wide.clone() }, 2),
            (FrameBounds { since: "2026-11-21T09:13:00.000Z".to_owned(), ..wide.clone() }, 3),
            (wide, 8),
        ];
        let mut newest = 0;
        for (bounds, stay) in bounds {
            for _ in 0..5 {
                newest += 1;
                frames.insert(&[frame(newest, &format!("frame {newest:04}"))]).await.unwrap();
                frames.prune(&bounds).await.unwrap();
            }
            let there: Vec<u32> = (0..stay).map(|back| newest - back).collect();
            assert_eq!(numbers(&frames, &about("FRAME 00")).await, there, "{bounds:?}");
            assert_eq!(frames.totals().await.unwrap().frames, stay);
        }
    }

    #[tokio::test]
    async fn what_is_cleared_is_gone_from_the_file_and_numbers_go_on() {
        let (directory, frames) = new().await;
        frames.insert(&[frame(1, "a confidential remark")]).await.unwrap();
        frames.clear().await.unwrap();

        assert_eq!(numbers(&frames, &about("confidential")).await, Vec::<u32>::new());
        assert_eq!(frames.totals().await.unwrap(), FrameTotals { frames: 0, bytes: 0, oldest: None });
        for file in std::fs::read_dir(directory.path()).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            assert!(!bytes.windows(12).any(|window| window == b"confidential"));
        }
        frames.insert(&[frame(2, "next")]).await.unwrap();
        assert_eq!(frames.frame(2).await.unwrap(), Some(frame(2, "next")));
    }
}
