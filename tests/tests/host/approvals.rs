//! What is asked before a call, what is answered, and what the server then sees - by the server's own record.

mod ends;
mod levels;
mod memory;
mod preview;
mod prompts;
mod report;
mod stories;
