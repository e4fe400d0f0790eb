/**
 * Text from elsewhere, with the characters that hide or reorder what surrounds them written out, so that what
 * a person reads is what is there.
 */

// Control and format characters (zero width, directions, tags) and the two line separators; tab and line feed stay.
const HIDDEN = /(?![\t\n])[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** `"a\u202eb"` becomes the visible `a\u{202e}b`. */
export function visibleText(text: string): string {
  return text.replace(HIDDEN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** The value as indented JSON with nothing hidden in it. */
export function visibleJson(value: unknown): string {
  return visibleText(JSON.stringify(value, null, 2) ?? "undefined");
}
