/** A command and its arguments as one line that reads back as the same words, quoted as in a shell. */
const PLAIN = /^[\w@%+=:,./-]+$/;

export function commandLineOf(words: string[]): string {
  return words.map(quoted).join(" ");
}

function quoted(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
