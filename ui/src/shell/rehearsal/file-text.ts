/** The text of a file that a person chose. */
import type { Problem } from "../../bindings";
import { byteSize } from "../../parts/byte-size";
import { visibleText } from "../../parts/visible-text";

/** In bytes. Results of many megabytes are real; what is larger was picked by mistake. */
const LARGEST = 32_000_000;

/** `what` it should be, as in "a fixture". Rejects with a problem where it is far too large to be one. */
export async function textOfFile(file: File, what: string): Promise<string> {
  if (file.size > LARGEST) throw tooLarge(file, what);
  return file.text();
}

function tooLarge({ name, size }: File, what: string): Problem {
  return {
    code: "invalid",
    message: `${visibleText(name)} has ${byteSize(size)}, which is too much for ${what}.`,
    hint: `Choose a file that was saved as ${what}.`,
    exchange: null,
  };
}
