/** The person picks files for a widget: from the library of files, and new ones from this machine. */
import { useRef, useState } from "react";
import type { FileInfo, PromptAnswer } from "../../bindings";
import { byteSize } from "../../parts/byte-size";
import { readFile } from "../../parts/read-file";
import { visibleText } from "../../parts/visible-text";
import { useHost } from "../host";
import { CloseIcon } from "../icons";
import { PromptDialog } from "./prompt-dialog";

/** Files have no identity of their own, so each gets a number. */
type Added = { key: number; file: File };

type Props = {
  appName: string;
  library: FileInfo[];
  /** Bytes that one file may have. */
  limit: number;
  onAnswer: (answer: PromptAnswer) => void;
};

export function FilesPrompt({ appName, library, limit, onAnswer }: Props) {
  const { send } = useHost();
  const input = useRef<HTMLInputElement>(null);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [added, setAdded] = useState<Added[]>([]);
  const [fault, setFault] = useState("");
  const decline = () => onAnswer({ kind: "declined" });
  const toggle = (id: string) => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    setPicked(next);
  };
  const add = (files: File[]) => {
    const large = files.find(({ size }) => size > limit);
    setFault(large ? `“${visibleText(large.name)}” is larger than ${byteSize(limit)}.` : "");
    const next = (added.at(-1)?.key ?? 0) + 1;
    const fitting = files.filter(({ size }) => size <= limit);
    setAdded([...added, ...fitting.map((file, index) => ({ key: next + index, file }))]);
  };
  const give = () =>
    Promise.all(added.map(({ file }) => readFile(file))).then(
      (files) =>
        onAnswer({
          kind: "picked",
          files: library.filter(({ id }) => picked.has(id)).map(({ id }) => id),
          added: files,
        }),
      (error) => setFault(error instanceof Error ? error.message : String(error)),
    );
  const count = added.length + library.filter(({ id }) => picked.has(id)).length;

  const choices = (
    <>
      <button type="button" className="button" data-testid="files-cancel" onClick={decline}>
        Cancel
      </button>
      <button type="button" className="button" data-testid="files-add" onClick={() => input.current?.click()}>
        Add files…
      </button>
      <button
        type="button"
        className="button"
        data-testid="files-give"
        data-primary="true"
        disabled={count === 0}
        onClick={give}
      >
        {count === 0 ? "Give" : `Give ${count}`}
      </button>
    </>
  );
  return (
    <PromptDialog title="Choose files" testId="files-dialog" onDecline={decline} choices={choices}>
      <p>{visibleText(appName)} will be able to read the files that you choose.</p>
      <ul className="file-list">
        {added.map(({ key, file }) => (
          <li key={key}>
            <span className="file-name">{visibleText(file.name)}</span>
            <span className="file-note">new, {byteSize(file.size)}</span>
            <button
              type="button"
              className="icon-button"
              data-testid="files-drop"
              aria-label={`Do not give ${visibleText(file.name)}`}
              onClick={() => setAdded(added.filter((other) => other.key !== key))}
            >
              <CloseIcon />
            </button>
          </li>
        ))}
        {library.map(({ id, name, size }) => (
          <li key={id}>
            <label className="file-pick">
              <input
                type="checkbox"
                data-testid="files-pick"
                checked={picked.has(id)}
                onChange={() => toggle(id)}
              />
              <span className="file-name">{visibleText(name)}</span>
              <span className="file-note">{byteSize(size)}</span>
            </label>
            <button
              type="button"
              className="icon-button"
              data-testid="files-remove"
              aria-label={`Remove ${visibleText(name)} from the library`}
              onClick={() => send({ kind: "removeFile", file: id })}
            >
              <CloseIcon />
            </button>
          </li>
        ))}
      </ul>
      {library.length === 0 && added.length === 0 && (
        <p className="file-empty" data-testid="files-empty">
          The library is empty. It keeps what you add here, and what widgets upload with library: true.
        </p>
      )}
      {fault !== "" && (
        <p className="prompt-fault" role="alert">
          {fault}
        </p>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-testid="files-input"
        aria-label="Files of this computer"
        onChange={(event) => {
          add([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </PromptDialog>
  );
}
