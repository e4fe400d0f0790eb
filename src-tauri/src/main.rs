mod bindings;
mod commands;
fn main() { let _ = bindings::builder::<tauri::Wry>(); }
