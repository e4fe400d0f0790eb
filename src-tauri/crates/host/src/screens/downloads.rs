//! Files that a view hands to the person, with `ui/download-file`: its server's are read, the person sees what they are
//! and says whether, and is told where they are afterwards. Only hosts that declare `downloadFile` hear of it.

use greenroom_contract::file::OfferedFile;
use greenroom_contract::prompt::{Asks, PromptAnswer};
use serde_json::json;

use super::Screens;
use crate::downloads::{self, Saved};
use crate::widgets::bridge::{Granted, Question, Refusal};
use crate::widgets::download::{self, File, Offer};
use crate::widgets::instance::Instance;

impl Screens {
    pub(super) async fn download(&self, instance: &Instance, offers: Vec<Offer>) -> Result<Granted, Refusal> {
        let Some(folder) = &self.downloads else {
            return Err("There is no folder for downloads here.".to_owned().into());
        };
        let files = self.offered(instance, offers).await?;
        let asks = Asks::SaveFiles {
            files: files.iter().map(shown).collect(),
            folder: folder.display().to_string(),
        };
        if self.ask_person(instance, asks).await? != PromptAnswer::Accepted {
            return Ok(Granted::Declined);
        }
        let Saved { paths, fault } = downloads::save(folder, files).await;
        // Where the files are is the person's affair, so the widget is told only that it failed.
        let outcome = if fault.is_none() { Granted::Done } else { Granted::Declined };
        let paths = paths.iter().map(|path| path.display().to_string()).collect();
        self.tell_person(instance, Asks::SeeSaved { paths, fault: fault.unwrap_or_default() });
        Ok(outcome)
    }

    async fn offered(&self, instance: &Instance, offers: Vec<Offer>) -> Result<Vec<File>, Refusal> {
        let mut files = Vec::new();
        for offer in offers {
            let file = match offer {
                Offer::File(file) => file,
                Offer::Link(uri) => self.linked(instance, &uri).await?,
            };
            if file.bytes.len() as u64 > self.files.limit() {
                return Err(self.files.too_large(&file.name).message.into());
            }
            files.push(file);
        }
        Ok(files)
    }

    async fn linked(&self, instance: &Instance, uri: &str) -> Result<File, Refusal> {
        match self.ask_server(instance, Question::ReadResource, json!({ "uri": uri })).await? {
            Granted::Answer(result) => Ok(download::linked(uri, &result)?),
            _ => Err(format!("{uri} was not read.").into()),
        }
    }
}

fn shown(file: &File) -> OfferedFile {
    OfferedFile { name: file.name.clone(), size: u32::try_from(file.bytes.len()).unwrap_or(u32::MAX) }
}
