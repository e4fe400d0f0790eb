//! What is drawn around pictures on macOS and Windows: nothing, for none are taken there.

use greenroom_contract::Problem;
use greenroom_contract::stage::DeviceForm;

use super::Picture;

pub const WIDEST: u32 = 480;

#[derive(Clone, Copy, Debug)]
pub struct Body {
    pub form: DeviceForm,
    pub density: f64,
}

pub struct Labelled<'a> {
    pub picture: &'a Picture,
    pub label: String,
}

pub fn framed(_picture: &Picture, _body: Body) -> Result<Picture, Problem> {
    Err(none())
}

pub fn sheet(_pictures: &[Labelled<'_>]) -> Result<Picture, Problem> {
    Err(none())
}

fn none() -> Problem {
    Problem::failed("Pictures can be drawn on Linux only.", "")
}
