//! Pictures from the command line on macOS and Windows: there are none, as [`super::picture`] says.

use std::path::Path;
use std::sync::Arc;

use greenroom_contract::Problem;
use greenroom_contract::stage::ScreenSetup;
use greenroom_host::{Host, Outgoing};
use tokio::sync::mpsc::UnboundedReceiver;

use super::settling::Pose;
use crate::pictures::Picture;

pub enum Floor {}
pub enum Shift {}
#[derive(Clone)]
pub enum Studio {}

impl Floor {
    pub fn enter() -> Result<Self, Problem> {
        Err(none())
    }

    pub fn shift(&self) -> Shift {
        match *self {}
    }

    pub fn serve(self) {
        match self {}
    }
}

impl Studio {
    pub async fn open(
        _host: Arc<Host>,
        _data_dir: &Path,
        _to_screens: UnboundedReceiver<Outgoing>,
    ) -> Result<Self, Problem> {
        Err(none())
    }

    pub async fn arrange(&self, _arrangement: &[ScreenSetup]) -> Result<(), Problem> {
        match *self {}
    }

    pub async fn settled(&self, _pose: &Pose<'_>) -> Result<Picture, Problem> {
        match *self {}
    }
}

fn none() -> Problem {
    Problem::failed("Pictures of screens can be taken on Linux only.", "")
}
