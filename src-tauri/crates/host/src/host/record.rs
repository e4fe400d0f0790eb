//! The record of the wire.

use std::path::Path;

use greenroom_contract::record::{FrameDetail, FramePage, FrameQuery, RecordFormat, RecordStatus};

use super::{Host, Result};

impl Host {
    /// At most `limit` frames before the one of that number, newest first.
    pub async fn frames(&self, query: FrameQuery, before: Option<u32>, limit: u32) -> Result<FramePage> {
        self.record.frames(query, before, limit).await
    }

    pub async fn frame(&self, number: u32) -> Result<FrameDetail> {
        self.record.frame(number).await
    }

    pub async fn record_status(&self) -> Result<RecordStatus> {
        self.record.status().await
    }

    pub async fn clear_record(&self) -> Result<()> {
        self.record.clear().await
    }

    /// Writes all frames that the query means. Returns how many.
    pub async fn export_record(&self, query: FrameQuery, format: RecordFormat, path: &Path) -> Result<u32> {
        self.record.export(query, format, path).await
    }
}
