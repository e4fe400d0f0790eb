//! The built program in its real window, driven from outside. One test at a time: they share a display.

mod accessibility;
mod approvals;
mod apps;
mod arrangement;
mod catalogue;
mod debug_app;
mod devices;
mod gallery;
mod keyboard;
mod life_size;
mod measures;
mod model_turn;
mod museum;
mod openai;
mod parking;
mod pictures;
mod quiet;
mod real_widgets;
mod sandbox;
mod sheet;
mod workbench;
