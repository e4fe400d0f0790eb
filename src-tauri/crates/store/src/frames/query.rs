//! Looking frames up: by what they belong to, and by any piece of text in them, whatever the case.
//!
//! Text is found by an index of runs of three letters. Fewer than three are found by the runs that begin with them;
//! where those are too many, the text is common, and looking through the newest frames finds it soon.

use sqlx::{QueryBuilder, Sqlite};

use super::turn::Turn;
use super::{FrameRow, Frames, WholeFrame};
use crate::Result;

/// The shortest text that the index finds by itself.
const RUN: usize = 3;
/// Most runs that a shorter text is looked up by.
const MOST_RUNS: usize = 400;

/// Which frames are meant. What is absent or empty leaves nothing out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrameFilter {
    pub connector_id: Option<String>,
    pub call_id: Option<String>,
    /// `wire` or `bridge`.
    pub side: Option<String>,
    pub kinds: Vec<String>,
    pub text: String,
    pub only_errors: bool,
}

/// How the text is looked for.
enum Search {
    /// For each frame in turn: a pattern of LIKE, or nothing.
    Each(Option<String>),
    /// With an index, by an expression of FTS5.
    Index { name: &'static str, expression: String },
}

impl Frames {
    /// At most `limit` frames before the one of that number, newest first.
    pub async fn newest(
        &self,
        filter: &FrameFilter,
        before: Option<u32>,
        limit: u32,
    ) -> Result<Vec<FrameRow>> {
        let mut rows = Vec::new();
        for search in self.searches(filter).await? {
            let mut query = QueryBuilder::new("SELECT frames.* FROM ");
            select(&mut query, &search, filter);
            let number = search.number();
            query.push(" AND ").push(number).push(" < ").push_bind(before.map_or(i64::MAX, i64::from));
            query.push(" ORDER BY ").push(number).push(" DESC LIMIT ").push_bind(room(&rows, limit));
            let found = query.build_query_as::<FrameRow>().fetch_all(&self.pool).await;
            rows.extend(found.map_err(|error| self.fault(error))?);
        }
        Ok(rows)
    }

    /// At most `limit` whole frames after the one of that number, oldest first.
    pub async fn oldest(&self, filter: &FrameFilter, after: u32, limit: u32) -> Result<Vec<WholeFrame>> {
        let mut whole = Vec::new();
        for search in self.searches(filter).await?.into_iter().rev() {
            let mut query = QueryBuilder::new("SELECT * FROM (SELECT frames.* FROM ");
            select(&mut query, &search, filter);
            let number = search.number();
            query.push(" AND ").push(number).push(" > ").push_bind(after);
            query.push(" ORDER BY ").push(number).push(" LIMIT ").push_bind(room(&whole, limit));
            query.push(") JOIN frame_bodies USING (number) ORDER BY number");
            let found = query.build_query_as::<WholeFrame>().fetch_all(&self.pool).await;
            whole.extend(found.map_err(|error| self.fault(error))?);
        }
        Ok(whole)
    }

    pub async fn frame(&self, number: u32) -> Result<Option<WholeFrame>> {
        sqlx::query_as("SELECT * FROM frames JOIN frame_bodies USING (number) WHERE number = ?")
            .bind(number)
            .fetch_optional(&self.pool)
            .await
            .map_err(|error| self.fault(error))
    }

    /// What to ask one after the other: the newest frames first.
    async fn searches(&self, filter: &FrameFilter) -> Result<Vec<Search>> {
        // SQLite ends texts there.
        let text = filter.text.replace('\0', "");
        let letters = text.chars().count();
        if letters == 0 {
            return Ok(vec![Search::Each(None)]);
        }
        // A call has few frames: it needs no index.
        if filter.call_id.is_some() {
            return Ok(vec![Search::Each(Some(pattern(&text)))]);
        }
        let turn = Turn::read(&self.pool).await.map_err(|error| self.fault(error))?;
        let mut searches = Vec::new();
        for (name, terms) in [turn.filling(), turn.leaving()] {
            let expression = match letters {
                RUN.. => quoted(&text),
                _ => match self.runs(terms, &text.to_lowercase()).await? {
                    runs if runs.is_empty() => continue,
                    runs if runs.len() > MOST_RUNS => return Ok(vec![Search::Each(Some(pattern(&text)))]),
                    runs => any(&runs),
                },
            };
            searches.push(Search::Index { name, expression });
        }
        Ok(searches)
    }

    /// The runs of three letters that begin like this; one more than are of use at most.
    async fn runs(&self, terms: &str, beginning: &str) -> Result<Vec<String>> {
        let mut query = QueryBuilder::<Sqlite>::new("SELECT term FROM ");
        query.push(terms).push(" WHERE term >= ").push_bind(beginning);
        query.push(" AND term < ").push_bind(format!("{beginning}\u{10ffff}"));
        query.push(" LIMIT ").push_bind(i64::try_from(MOST_RUNS + 1).unwrap_or(i64::MAX));
        query.build_query_scalar().fetch_all(&self.pool).await.map_err(|error| self.fault(error))
    }
}

impl Search {
    /// The frame's number, in the terms of what is asked first: the index gives its frames in order.
    fn number(&self) -> &'static str {
        match self {
            Self::Index { .. } => "found.rowid",
            Self::Each(_) => "frames.number",
        }
    }
}

fn room<T>(found: &[T], limit: u32) -> u32 {
    limit.saturating_sub(u32::try_from(found.len()).unwrap_or(u32::MAX))
}

fn select(query: &mut QueryBuilder<Sqlite>, search: &Search, filter: &FrameFilter) {
    match search {
        Search::Each(None) => {
            query.push("frames WHERE TRUE");
        }
        Search::Each(Some(pattern)) => {
            query.push("frames CROSS JOIN frame_bodies AS body USING (number) WHERE (body.text LIKE ");
            for column in [" OR body.url LIKE ", " OR frames.method LIKE ", ")"] {
                query.push_bind(pattern.clone()).push(" ESCAPE '\\'").push(column);
            }
        }
        // CROSS keeps SQLite from asking the index about each frame. Frames that left are still in it.
        Search::Index { name, expression } => {
            query.push(name).push(" AS found CROSS JOIN frames ON frames.number = found.rowid WHERE ");
            query.push("found.rowid >= (SELECT min(number) FROM frames) AND found.text MATCH ");
            query.push_bind(expression.clone());
        }
    }
    if let Some(id) = &filter.connector_id {
        query.push(" AND frames.connector_id = ").push_bind(id.clone());
    }
    if let Some(id) = &filter.call_id {
        query.push(" AND frames.call_id = ").push_bind(id.clone());
    }
    if let Some(side) = &filter.side {
        query.push(" AND frames.side = ").push_bind(side.clone());
    }
    if filter.only_errors {
        query.push(" AND frames.is_error");
    }
    if !filter.kinds.is_empty() {
        query.push(" AND frames.kind IN (");
        let mut kinds = query.separated(", ");
        for kind in &filter.kinds {
            kinds.push_bind(kind.clone());
        }
        query.push(")");
    }
}

fn pattern(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn any(runs: &[String]) -> String {
    runs.iter().map(|run| quoted(run)).collect::<Vec<_>>().join(" OR ")
}
