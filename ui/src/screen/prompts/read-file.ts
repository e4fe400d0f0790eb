/** A file of this machine on its way to the host: its bytes in base64. */
import type { NewFile } from "../../bindings";

export function readFile(file: File): Promise<NewFile> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const url = String(reader.result);
      resolve({ name: file.name, mimeType: file.type, base64: url.slice(url.indexOf(",") + 1) });
    };
    reader.onerror = () => reject(reader.error ?? new Error("The file cannot be read."));
    reader.readAsDataURL(file);
  });
}
