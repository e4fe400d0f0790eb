//! Files between the person and a widget: what it uploads, what it is given, and where it may read it. The files
//! themselves are in [`crate::files`].

use std::time::Instant;

use greenroom_contract::file::NewFile;
use greenroom_contract::prompt::{Asks, PromptAnswer};
use serde_json::{Value, json};

use super::{Screens, view};
use crate::files::{self, Shelf};
use crate::text;
use crate::widgets::bridge::Granted;
use crate::widgets::document::WidgetDocument;
use crate::widgets::instance::Instance;

/// The longest id that is repeated in a sentence.
const ID_LIMIT: usize = 80;

impl Screens {
    pub(super) async fn upload(
        &self,
        instance: &Instance,
        file: &NewFile,
        shelf: Shelf,
    ) -> Result<Granted, String> {
        let kept = self.files.add(file, shelf).await.map_err(|problem| problem.message)?;
        let given = self.files.give(&kept.id, &instance.connector_id).await;
        given.map_err(|problem| problem.message)?;
        Ok(Granted::Value(files::meta(&kept)))
    }

    /// Nothing is picked where the person declines: what ChatGPT answers then is not known.
    pub(super) async fn select_files(&self, instance: &Instance) -> Result<Granted, String> {
        let library = self.files.library().await.map_err(|problem| problem.message)?;
        let limit = u32::try_from(self.files.limit()).unwrap_or(u32::MAX);
        let asks = Asks::PickFiles { library, limit };
        let PromptAnswer::Picked { files, added } = self.ask_person(instance, asks).await? else {
            return Ok(Granted::Value(json!([])));
        };
        self.give_picked(instance, files, &added).await
    }

    async fn give_picked(
        &self,
        instance: &Instance,
        picked: Vec<String>,
        added: &[NewFile],
    ) -> Result<Granted, String> {
        let given = async {
            let library = self.files.library().await?;
            let mut chosen: Vec<_> = library.into_iter().filter(|file| picked.contains(&file.id)).collect();
            for file in added {
                chosen.push(self.files.add(file, Shelf::Library).await?);
            }
            for file in &chosen {
                self.files.give(&file.id, &instance.connector_id).await?;
            }
            Ok(Granted::Value(chosen.iter().map(files::meta).collect()))
        };
        given.await.map_err(|problem: greenroom_contract::Problem| problem.message)
    }

    pub(super) async fn file_url(&self, instance: &Instance, id: &str) -> Result<Granted, String> {
        let shown = text::shown(id, ID_LIMIT);
        let known = self.files.get(id).await.map_err(|problem| problem.message)?;
        let file = known.ok_or_else(|| format!("There is no file {shown}, or it was removed."))?;
        if !self.may_read(instance, id).await {
            return Err(format!(
                "The file {shown} was not given to this app: not uploaded or picked by one of its widgets, and named \
                 neither in the arguments nor in the result of the call."
            ));
        }
        let path = self.files.loans.lend(&instance.label, id, &file.name, Instant::now());
        Ok(Granted::Value(json!({ "downloadUrl": format!("{}{path}", view::source(&instance.label)) })))
    }

    /// What the app was given, and what the call names.
    async fn may_read(&self, instance: &Instance, id: &str) -> bool {
        if self.files.is_given(id, &instance.connector_id).await.unwrap_or(false) {
            return true;
        }
        let call = self.conversations.call(&instance.call_id).await;
        if call.is_ok_and(|call| names(&call.arguments.0, id)) {
            return true;
        }
        let result = self.calls.result(&instance.call_id).await.ok().flatten();
        result.is_some_and(|result| names(&result, id))
    }

    /// A file at an address that was lent to this widget. None where the address is not one of a file.
    pub(super) async fn lent_file(&self, instance: &Instance, path: &str) -> Option<WidgetDocument> {
        if !files::is_lent_path(path) {
            return None;
        }
        let id = self.files.loans.borrowed(&instance.label, path, Instant::now());
        let file = match id {
            Some(id) => self.files.read(&id).await.ok().flatten(),
            None => None,
        };
        Some(match file {
            Some((info, bytes)) => WidgetDocument::file(bytes, &info.mime_type),
            None => WidgetDocument::missing("The address of this file has ended, or the file was removed."),
        })
    }

    /// The person takes a file out of the library, in the sheet that lists it.
    pub(super) async fn remove_file(
        &self,
        screen: &str,
        id: &str,
    ) -> Result<(), greenroom_contract::Problem> {
        if !self.strike_from_sheet(screen, id) {
            return Ok(());
        }
        self.redraw.notify_one();
        self.files.remove(id).await
    }

    fn strike_from_sheet(&self, screen: &str, id: &str) -> bool {
        let mut stage = self.lock();
        let mut struck = false;
        for open in stage.prompts.iter_mut().filter(|open| open.screen == screen) {
            if let Asks::PickFiles { library, .. } = &mut open.prompt.asks {
                let before = library.len();
                library.retain(|file| file.id != id);
                struck |= library.len() < before;
            }
        }
        struck
    }
}

/// Whether a string in it is this id.
fn names(value: &Value, id: &str) -> bool {
    match value {
        Value::String(text) => text == id,
        Value::Array(items) => items.iter().any(|item| names(item, id)),
        Value::Object(members) => members.values().any(|member| names(member, id)),
        _ => false,
    }
}
