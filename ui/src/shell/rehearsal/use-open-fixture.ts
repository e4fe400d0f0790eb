/** Opening a fixture: what its file says becomes a call of the conversation that was never made. */
import { useState } from "react";
import { useBackend } from "../../backend";
import type { Problem } from "../../bindings";
import { byteSize } from "../../parts/byte-size";
import { visibleText } from "../../parts/visible-text";
import { useNavigation } from "../navigation";

/** In bytes. Results of many megabytes are real; what is larger was picked by mistake. */
const LARGEST = 32_000_000;

export function useOpenFixture() {
  const backend = useBackend();
  const { go } = useNavigation();
  const [problem, setProblem] = useState<unknown>(null);
  const open = (text: string) => {
    setProblem(null);
    backend.openFixture(text).then(({ id }) => go({ kind: "call", id }), setProblem);
  };
  const openFile = (file: File) => {
    if (file.size > LARGEST) setProblem(tooLarge(file));
    else file.text().then(open, setProblem);
  };
  return { open, openFile, problem };
}

function tooLarge({ name, size }: File): Problem {
  return {
    code: "invalid",
    message: `${visibleText(name)} has ${byteSize(size)}, which is too much for a fixture.`,
    hint: "Choose a file that was saved as a fixture.",
    exchange: null,
  };
}
