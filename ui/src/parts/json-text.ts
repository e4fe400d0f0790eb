/**
 * JSON as a person types it: read exactly or refused with the place and the reason. A number that would be
 * rounded on its way is refused too, since something else than what was typed would be sent.
 */
export type JsonReading = { ok: true; value: unknown } | { ok: false; text: string; at: number };

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

export function readJson(text: string): JsonReading {
  if (text.trim() === "") return { ok: false, text: "There is no JSON here yet.", at: 0 };
  try {
    const value: unknown = JSON.parse(text);
    return roundedNumber(text) ?? { ok: true, value };
  } catch (thrown) {
    return { ok: false, ...faultOf(thrown, text) };
  }
}

function roundedNumber(text: string): JsonReading | null {
  for (const match of text.matchAll(TOKEN)) {
    const token = match[0];
    if (token.startsWith('"') || isKeptExactly(token)) continue;
    const said = `${token} is too large to be sent exactly: it would arrive as ${JSON.stringify(Number(token))}. Write it as a string, or use a smaller number.`;
    return { ok: false, text: said, at: match.index };
  }
  return null;
}

/** Whether a number in digits survives being sent. With a fraction or an exponent it is approximate by nature. */
export function isKeptExactly(number: string): boolean {
  if (!Number.isFinite(Number(number))) return false;
  return !/^[+-]?\d+$/.test(number) || BigInt(number) === BigInt(Number(number));
}

function faultOf(thrown: unknown, text: string): { text: string; at: number } {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const position = /position (\d+)/.exec(message)?.[1];
  const at = position ? Math.min(Number(position), text.length) : text.length;
  return { text: `This is not JSON yet: ${message}`, at };
}
