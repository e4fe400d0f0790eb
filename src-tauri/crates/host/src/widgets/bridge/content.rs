//! The content blocks that a view hands over, told apart as hosts declare what they take.

use serde_json::Value;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Image,
    Audio,
    /// A resource with its contents.
    Resource,
    ResourceLink,
}

/// A block of a message, with what stands for it where people read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: Kind,
    pub text: String,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Text, Self::Image, Self::Audio, Self::Resource, Self::ResourceLink];

    /// Those that a host declares under `message` or `updateModelContext` of its capabilities.
    pub fn declared(capability: Option<&Value>) -> Vec<Self> {
        let is_declared = |kind: &Self| capability.is_some_and(|one| one.get(kind.key()).is_some());
        Self::ALL.into_iter().filter(is_declared).collect()
    }

    /// Its name among a host's capabilities.
    pub fn key(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Image => "image",
            Self::Audio => "audio",
            Self::Resource => "resource",
            Self::ResourceLink => "resourceLink",
        }
    }

    pub fn of(block: &Value) -> Option<Self> {
        match block.get("type").and_then(Value::as_str)? {
            "text" => Some(Self::Text),
            "image" => Some(Self::Image),
            "audio" => Some(Self::Audio),
            "resource" => Some(Self::Resource),
            "resource_link" => Some(Self::ResourceLink),
            _ => None,
        }
    }
}

impl Block {
    pub fn text(text: impl Into<String>) -> Self {
        Self { kind: Kind::Text, text: text.into() }
    }
}

/// The blocks of `content`, which may be a list or, as in the specification's prose, a single block. An error is a
/// sentence for the widget's author.
pub fn read(content: &Value) -> Result<Vec<Block>, String> {
    let one = std::slice::from_ref(content);
    let blocks = content.as_array().map_or(one, Vec::as_slice);
    if blocks.is_empty() {
        return Err("The message holds no content.".into());
    }
    blocks.iter().map(block).collect()
}

fn block(block: &Value) -> Result<Block, String> {
    let kind = Kind::of(block)
        .ok_or("A block of content has the type text, image, audio, resource or resource_link.")?;
    let text = |pointer: &str| {
        let text = block.pointer(pointer).and_then(Value::as_str);
        text.ok_or_else(|| format!("A block of content of this type needs a string at {pointer}."))
    };
    let text = match kind {
        Kind::Text => text("/text")?.to_owned(),
        Kind::Image | Kind::Audio => format!("({} {})", kind.key(), text("/mimeType")?),
        Kind::Resource => format!("({})", text("/resource/uri")?),
        Kind::ResourceLink => format!("({})", text("/uri")?),
    };
    Ok(Block { kind, text })
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;
    use serde_json::json;

    use super::*;

    #[test]
    fn each_kind_of_block_has_its_word() {
        let block = |kind, text: &str| Block { kind, text: text.into() };
        assert_eq!(
            read(&json!([
                { "type": "text", "text": "Look:" },
                { "type": "image", "mimeType": "image/png", "data": "" },
                { "type": "audio", "mimeType": "audio/wav", "data": "" },
                { "type": "resource", "resource": { "uri": "notes://1", "text": "One" } },
                { "type": "resource_link", "uri": "notes://2", "name": "Two" },
            ])),
            Ok(vec![
                block(Kind::Text, "Look:"),
                block(Kind::Image, "(image image/png)"),
                block(Kind::Audio, "(audio audio/wav)"),
                block(Kind::Resource, "(notes://1)"),
                block(Kind::ResourceLink, "(notes://2)"),
            ])
        );
        assert_eq!(read(&json!({ "type": "text", "text": "One" })), Ok(vec![Block::text("One")]));
    }

    #[test]
    fn what_is_no_block_is_named() {
        let cases = [
            (json!([]), "The message holds no content."),
            (json!({}), "A block of content has the type text, image, audio, resource or resource_link."),
            (
                json!([{ "type": "video" }]),
                "A block of content has the type text, image, audio, resource or resource_link.",
            ),
            (json!([{ "type": "text" }]), "A block of content of this type needs a string at /text."),
            (
                json!([{ "type": "resource" }]),
                "A block of content of this type needs a string at /resource/uri.",
            ),
        ];
        for (content, sentence) in cases {
            assert_eq!(read(&content), Err(sentence.to_owned()), "{content}");
        }
    }

    #[test]
    fn a_host_takes_what_it_declares() {
        assert_eq!(
            Kind::declared(Some(&json!({ "text": {}, "resourceLink": {} }))),
            [Kind::Text, Kind::ResourceLink]
        );
        assert_eq!(Kind::declared(None), []);
    }
}
