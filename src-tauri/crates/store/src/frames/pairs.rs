//! Which answer belongs to a request, and which request to an answer.

use super::{FrameRow, Frames};
use crate::Result;

/// How far apart the two may be. They are looked for in between, one by one.
const FARTHEST: i64 = 20_000;

impl Frames {
    /// The number of the answer to this request, or of the request that this answers. None where it is neither, has
    /// no id, or the other one is not on record.
    pub async fn counterpart(&self, row: &FrameRow) -> Result<Option<u32>> {
        // Ids may be given anew, so between a request and its answer lies no other request of the same id.
        let (range, order, wanted) = match row.kind.as_str() {
            _ if row.rpc_id.is_empty() => return Ok(None),
            "request" => ("number > ?1 AND number <= ?1 + ?2", "ASC", "answer"),
            "answer" => ("number < ?1 AND number >= ?1 - ?2", "DESC", "request"),
            _ => return Ok(None),
        };
        let nearest = sqlx::query_as::<_, (u32, String)>(sqlx::AssertSqlSafe(format!(
            "SELECT number, kind FROM frames
             WHERE {range} AND rpc_id = ?3 AND side = ?4 AND session = ?5 AND connector_id = ?6
                 AND instance IS ?7 AND language IS ?8
                 AND ((kind = ?9 AND direction = ?10) OR (kind = ?11 AND direction <> ?10))
             ORDER BY number {order} LIMIT 1"
        )))
        .bind(row.number)
        .bind(FARTHEST)
        .bind(&row.rpc_id)
        .bind(&row.side)
        .bind(row.session)
        .bind(&row.connector_id)
        .bind(&row.instance)
        .bind(&row.language)
        .bind(&row.kind)
        .bind(&row.direction)
        .bind(wanted)
        .fetch_optional(&self.pool)
        .await
        .map_err(|error| self.fault(error))?;
        Ok(nearest.filter(|(_, kind)| kind == wanted).map(|(number, _)| number))
    }
}
