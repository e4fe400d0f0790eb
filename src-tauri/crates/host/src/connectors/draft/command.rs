//! What can be said about the command that starts a server.

use std::path::Path;

use greenroom_contract::connector::DraftField;

use super::Notes;

/// What a shell would make something of, and what nobody makes anything of here.
const OPERATORS: [&str; 9] = ["|", "||", "&", "&&", ";", "<", ">", ">>", "2>&1"];

/// The program and its arguments. A mistake is a sentence.
pub fn split(line: &str) -> Result<(String, Vec<String>), String> {
    if line.contains('\0') {
        return Err("The command holds a NUL character, which cannot be passed on.".into());
    }
    let words = shell_words::split(line).map_err(|_| {
        "A quotation mark in the command is not closed. Put a backslash before one that is meant literally."
            .to_owned()
    })?;
    let mut words = words.into_iter();
    match words.next().filter(|program| !program.is_empty()) {
        Some(program) => Ok((program, words.collect())),
        None => Err("Enter the command that starts the server, for example npx -y my-server.".into()),
    }
}

pub fn notes(line: &str, directory: &str, notes: &mut Notes) {
    match split(line) {
        Ok((program, arguments)) => word_notes(&program, &arguments, notes),
        Err(text) => notes.error(DraftField::CommandLine, text),
    }
    directory_notes(directory.trim(), notes);
}

fn word_notes(program: &str, arguments: &[String], notes: &mut Notes) {
    if program.starts_with('~') {
        let text = "The ~ is not expanded here. Write the whole path of the program.";
        return notes.error(DraftField::CommandLine, text);
    }
    if let Some((name, _)) = program.split_once('=').filter(|(name, _)| super::secrets::is_plain_name(name)) {
        let text = format!("{name}=… is no program. Enter variables in their own fields.");
        return notes.error(DraftField::CommandLine, text);
    }
    let operator = arguments.iter().find(|word| OPERATORS.contains(&word.as_str()));
    if let Some(operator) = operator {
        let text = format!(
            "No shell reads the command: “{operator}” goes to the program as it is. Write sh -c \"…\" to use one."
        );
        notes.remark(DraftField::CommandLine, text);
    }
    if arguments.iter().any(|word| word.starts_with("~/") || word.starts_with('$')) {
        let text = "Nothing is expanded: ~ and $ go to the program as they are.";
        notes.remark(DraftField::CommandLine, text);
    }
    let text = "ChatGPT cannot start programs: it needs a public HTTPS address, or a tunnel. Here it works.";
    notes.remark(DraftField::CommandLine, text);
}

fn directory_notes(directory: &str, notes: &mut Notes) {
    if directory.is_empty() {
        return;
    }
    if directory.contains('\0') {
        return notes.error(DraftField::Directory, "The directory holds a NUL character.");
    }
    let path = Path::new(directory);
    if !path.is_absolute() {
        let text = "Enter the whole path of the directory; without one it is your home directory.";
        notes.error(DraftField::Directory, text);
    } else if !path.is_dir() {
        notes.remark(DraftField::Directory, "There is no such directory at the moment.");
    }
}

#[cfg(test)]
mod tests {
    use greenroom_contract::connector::NoteWeight;
    use pretty_assertions::assert_eq;

    use super::*;

    fn errors(line: &str, directory: &str) -> Vec<String> {
        let mut all = Notes::default();
        notes(line, directory, &mut all);
        all.0.into_iter().filter(|note| note.weight == NoteWeight::Error).map(|note| note.text).collect()
    }

    #[test]
    fn a_command_is_taken_apart_as_a_shell_does_and_nothing_is_expanded() {
        let split = |line| split(line).unwrap();
        assert_eq!(
            split(r#"npx -y "@scope/my server" 'a "b"' c\ d $HOME "" # not a comment?"#).1,
            ["-y", "@scope/my server", "a \"b\"", "c d", "$HOME", ""]
        );
        assert_eq!(split("  node  "), ("node".to_owned(), vec![]));
    }

    #[test]
    fn every_unusable_command_is_named_for_what_it_is() {
        let empty = "Enter the command that starts the server, for example npx -y my-server.";
        assert_eq!(errors(" ", ""), [empty]);
        assert_eq!(errors("''", ""), [empty]);
        assert_eq!(
            errors("node \"server.js", ""),
            ["A quotation mark in the command is not closed. Put a backslash before one that is meant \
                 literally."]
        );
        assert_eq!(
            errors("PORT=3 node server.js", ""),
            ["PORT=… is no program. Enter variables in their own fields."]
        );
        assert_eq!(
            errors("~/bin/server", ""),
            ["The ~ is not expanded here. Write the whole path of the program."]
        );
        assert_eq!(
            errors("node server.js", "work/board"),
            ["Enter the whole path of the directory; without one it is your home directory."]
        );
        assert_eq!(errors("node server.js", "/no/such/place"), Vec::<String>::new());
    }
}
