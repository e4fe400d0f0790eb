//! What can be seen in what a server hands out before anything of it runs.

pub mod html;
