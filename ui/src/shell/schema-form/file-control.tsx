/**
 * A file of this machine as an argument. The host keeps it and names it by an id; the address that the server fetches
 * it from is made when the call is sent.
 */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useState } from "react";
import { problemOf, useBackend } from "../../backend";
import { byteSize } from "../../parts/byte-size";
import { FileButton } from "../../parts/file-button";
import { readFile } from "../../parts/read-file";
import { visibleText } from "../../parts/visible-text";
import { type ControlProps, controlId } from "./control";
import { absent } from "./draft";

export function FileControl({ draft, path, onChange }: ControlProps) {
  const backend = useBackend();
  const [fault, setFault] = useState("");
  const [isReading, setReading] = useState(false);
  const id = controlId(path);
  const choose = (file: File) => {
    setFault("");
    setReading(true);
    readFile(file)
      .then((read) => backend.addFile(read))
      .then(
        ({ id, mimeType, name, size }) =>
          onChange({ kind: "file", value: { file_id: id, mime_type: mimeType, file_name: name }, size }),
        (thrown) => setFault(problemOf(thrown).message),
      )
      .finally(() => setReading(false));
  };
  return (
    <div className="flex flex-col gap-1">
      <div className="flex min-h-7 flex-wrap items-center gap-2 text-xs">
        {draft.kind === "file" ? (
          <span className="min-w-0 truncate" data-testid={`${id}-file`}>
            {visibleText(draft.value.file_name ?? draft.value.file_id)}
            <span className="text-secondary">
              {draft.size === null ? "" : `, ${byteSize(draft.size)}`}
              {draft.value.mime_type ? `, ${visibleText(draft.value.mime_type)}` : ""}
            </span>
          </span>
        ) : (
          <span className="text-tertiary">{isReading ? "Reading…" : "No file"}</span>
        )}
        <FileButton
          label={draft.kind === "file" ? "Choose another…" : "Choose file…"}
          testId={id}
          accept=""
          onFile={choose}
        />
        {draft.kind === "file" ? (
          <Button
            color="secondary"
            variant="ghost"
            size="2xs"
            data-testid={`${id}-remove`}
            onClick={() => onChange(absent)}
          >
            Remove
          </Button>
        ) : null}
      </div>
      {fault ? (
        <p className="text-xs text-danger" role="alert">
          {fault}
        </p>
      ) : null}
    </div>
  );
}
