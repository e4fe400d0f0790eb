/**
 * Text from elsewhere, with the characters that hide or reorder what surrounds them written out, so that what
 * a person reads is what is there.
 */

// Control and format characters (zero width, directions, tags), the two line separators, and what else draws nothing by
// Unicode's own list (fillers, variation selectors). Tab and line feed stay, and the selectors that emoji end with.
const HIDDEN = /(?!\t|\n|\ufe0e|\ufe0f)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu;

/** `"a\u202eb"` becomes the visible `a\u{202e}b`. */
export function visibleText(text: string): string {
  return text.replace(HIDDEN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** The value as indented JSON with nothing hidden in it. */
export function visibleJson(value: unknown): string {
  return visibleText(JSON.stringify(value, null, 2) ?? "undefined");
}
