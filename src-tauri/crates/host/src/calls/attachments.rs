//! The files among a call's arguments: who may send which, and the arguments as the server gets them. The shapes are in
//! [`crate::snapshots::file_params`], the listener in [`crate::files::door`].

use greenroom_contract::Problem;
use greenroom_contract::call::{Asker, Call};
use greenroom_contract::file::FileInfo;
use greenroom_contract::tool::Tool;
use serde_json::Value;

use super::Calls;
use crate::files::door::Door;
use crate::snapshots::file_params;
use crate::text;

/// What stands in place of an address before there is one: on the approval card, and in what is checked beforehand.
const LATER: &str = "http://127.0.0.1/ (an address that works while the call runs)";

/// The longest id that is repeated in a sentence.
const ID_LIMIT: usize = 80;

/// Arguments whose files can be fetched as long as this is held.
#[derive(Debug)]
pub struct Attached {
    pub arguments: Value,
    _door: Option<Door>,
}

impl Calls {
    /// The arguments as they will be, but for the addresses.
    pub async fn announced(&self, arguments: &Value, tool: &Tool) -> Result<Value, Problem> {
        let files = self.named(arguments, tool).await?;
        Ok(with_files(arguments, tool, &files, |_| Some(LATER.to_owned())))
    }

    /// Opens the door to the call's files, where it has any.
    pub(super) async fn attach(&self, call: &Call, tool: &Tool) -> Result<Attached, Problem> {
        let named = self.named(&call.arguments.0, tool).await?;
        let mut files = Vec::new();
        for file in named {
            if self.may_send(call, &file).await? {
                files.push(file);
            }
        }
        if files.is_empty() {
            return Ok(Attached { arguments: call.arguments.0.clone(), _door: None });
        }
        for file in &files {
            self.files.give(&file.id, &call.connector_id).await?;
        }
        let door = Door::open(self.files.clone(), &files).await.map_err(|error| {
            Problem::failed(
                format!("No address can be opened for the files of the call: {error}."),
                "Check that programs may listen on 127.0.0.1.",
            )
        })?;
        let arguments = with_files(&call.arguments.0, tool, &files, |file| door.url(file));
        Ok(Attached { arguments, _door: Some(door) })
    }

    /// The files that the arguments name and that are kept here. A value with an address of its own is left alone.
    async fn named(&self, arguments: &Value, tool: &Tool) -> Result<Vec<FileInfo>, Problem> {
        let mut ids: Vec<(String, bool)> = Vec::new();
        file_params::each_file(&mut arguments.clone(), &tool.file_params, |file| {
            if let Some(id) = file_params::id(file) {
                ids.push((id.to_owned(), file.contains_key("download_url")));
            }
        });
        let mut files = Vec::new();
        for (id, has_address) in ids {
            match self.files.get(&id).await? {
                Some(file) => files.push(file),
                None if has_address => {}
                None => {
                    let id = text::shown(&id, ID_LIMIT);
                    return Err(Problem::invalid(
                        format!("The file {id} is not kept here, or no longer."),
                        "Choose the file again.",
                    ));
                }
            }
        }
        Ok(files)
    }

    /// A widget sends only what its app was given; the person sends what they chose.
    async fn may_send(&self, call: &Call, file: &FileInfo) -> Result<bool, Problem> {
        match call.asker {
            Asker::Person => Ok(true),
            // It is never sent.
            Asker::Fixture { .. } => Ok(false),
            Asker::Widget { .. } => self.files.is_given(&file.id, &call.connector_id).await,
        }
    }
}

fn with_files(
    arguments: &Value,
    tool: &Tool,
    files: &[FileInfo],
    url: impl Fn(&FileInfo) -> Option<String>,
) -> Value {
    let mut filled = arguments.clone();
    file_params::each_file(&mut filled, &tool.file_params, |value| {
        let file = file_params::id(value).and_then(|id| files.iter().find(|file| file.id == id));
        if let Some((file, url)) = file.and_then(|file| Some((file, url(file)?))) {
            file_params::describe(value, &url, &file.id, &file.mime_type, &file.name);
        }
    });
    filled
}
