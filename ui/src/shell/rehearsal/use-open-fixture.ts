/** Opening a fixture: what its file says becomes a call of the conversation that was never made. */
import { useState } from "react";
import { useBackend } from "../../backend";
import { useNavigation } from "../navigation";
import { textOfFile } from "./file-text";

export function useOpenFixture() {
  const backend = useBackend();
  const { go } = useNavigation();
  const [problem, setProblem] = useState<unknown>(null);
  const open = (text: string) => {
    setProblem(null);
    backend.openFixture(text).then(({ id }) => go({ kind: "call", id }), setProblem);
  };
  const openFile = (file: File) => {
    textOfFile(file, "a fixture").then(open, setProblem);
  };
  return { open, openFile, problem };
}
