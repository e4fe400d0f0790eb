/** Reads a file of the person's for `uploadFile`, off the main thread, as the text in which it travels. */
import {
  NativeError,
  NativeFileReader,
  NativeTypeError,
  nameOf,
  on,
  placeInText,
  readAsDataUrl,
  readResult,
  sizeOf,
  sliceText,
  typeOf,
} from "./originals";

export type ReadFile = { name: string; mimeType: string; base64: string };

/** The name that the web gives to a file without one. */
const NAMELESS = "blob";

/** Throws at once where it is no file, or too large a one; `fail` is for what cannot be read. */
export function readFile(
  file: unknown,
  mostBytes: number,
  done: (read: ReadFile) => void,
  fail: (reason: Error) => void,
): void {
  const size = sizeOfFile(file as Blob);
  if (size > mostBytes) {
    throw new NativeError(
      `uploadFile(file): the file has ${size} bytes, and at most ${mostBytes} can be uploaded here.`,
    );
  }
  const read = { name: nameOfFile(file as File), mimeType: typeOf(file as Blob), base64: "" };
  if (size === 0) {
    done(read);
    return;
  }
  const reader = new NativeFileReader();
  on(reader, "load", () => {
    const url = readResult(reader) as string;
    read.base64 = sliceText(url, placeInText(url, ",") + 1);
    done(read);
  });
  on(reader, "error", () => fail(new NativeError("uploadFile(file): the file cannot be read.")));
  readAsDataUrl(reader, file as Blob);
}

function sizeOfFile(file: Blob): number {
  try {
    return sizeOf(file);
  } catch {
    throw new NativeTypeError("uploadFile(file): expected a File or a Blob.");
  }
}

function nameOfFile(file: File): string {
  try {
    return nameOf(file) || NAMELESS;
  } catch {
    return NAMELESS;
  }
}
