//! The commands of the shell, one file a subject. Each takes a typed request, calls one function and returns.

pub mod calls;
pub mod connectors;
pub mod conversations;
pub mod stage;
pub mod tools;

use std::sync::Arc;

use greenroom_contract::Problem;
use greenroom_host::Host;

type HostState<'a> = tauri::State<'a, Arc<Host>>;
type Result<T> = std::result::Result<T, Problem>;
