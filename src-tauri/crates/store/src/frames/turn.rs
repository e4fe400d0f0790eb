//! The two indexes of the frames' text, which take turns: see the schema for why.

use sqlx::{FromRow, Sqlite, SqliteExecutor, Transaction};

/// Which index fills. In the other one are the frames before `since`, as long as there are any.
#[derive(Clone, Copy, Debug, FromRow)]
pub struct Turn {
    turn: u32,
    since: i64,
}

/// An index, and the table of its terms.
type Names = (&'static str, &'static str);

const INDEXES: [Names; 2] = [("search_0", "terms_0"), ("search_1", "terms_1")];

impl Turn {
    pub async fn read(executor: impl SqliteExecutor<'_>) -> sqlx::Result<Self> {
        sqlx::query_as("SELECT turn, since FROM state").fetch_one(executor).await
    }

    pub fn filling(self) -> Names {
        if self.turn == 0 { INDEXES[0] } else { INDEXES[1] }
    }

    pub fn leaving(self) -> Names {
        if self.turn == 0 { INDEXES[1] } else { INDEXES[0] }
    }

    pub async fn index(
        self,
        writing: &mut Transaction<'static, Sqlite>,
        number: i64,
        text: &str,
    ) -> sqlx::Result<()> {
        let statement = match self.turn {
            0 => "INSERT INTO search_0 (rowid, text) VALUES (?, ?)",
            _ => "INSERT INTO search_1 (rowid, text) VALUES (?, ?)",
        };
        sqlx::query(statement).bind(number).bind(text).execute(&mut **writing).await?;
        Ok(())
    }

    /// To be called when frames have left: if they were the last of their index, that is emptied and fills next.
    pub async fn end(writing: &mut Transaction<'static, Sqlite>) -> sqlx::Result<()> {
        let turn = Self::read(&mut **writing).await?;
        let oldest: Option<i64> =
            sqlx::query_scalar("SELECT min(number) FROM frames").fetch_one(&mut **writing).await?;
        if oldest.is_some_and(|number| number < turn.since) {
            return Ok(());
        }
        let empty = match turn.turn {
            0 => "INSERT INTO search_1 (search_1) VALUES ('delete-all')",
            _ => "INSERT INTO search_0 (search_0) VALUES ('delete-all')",
        };
        sqlx::query(empty).execute(&mut **writing).await?;
        sqlx::query(
            "UPDATE state SET turn = 1 - turn,
                 since = (SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'frames')",
        )
        .execute(&mut **writing)
        .await?;
        Ok(())
    }
}
