/** Where JSON was pasted into a field for an address or a command: it may be a whole file of connectors. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { useKept, useNavigation } from "../navigation";
import { IMPORT_TEXT } from "./import-page";

export function ImportOffer({ text }: { text: string }) {
  const { go } = useNavigation();
  const [, setImport] = useKept(IMPORT_TEXT, "");
  if (!text.trimStart().startsWith("{")) return null;
  const open = () => {
    setImport(text);
    go({ kind: "importConnectors" });
  };
  return (
    <div
      className="flex items-center gap-2 rounded-md bg-surface-secondary px-2.5 py-1.5 text-xs"
      role="status"
    >
      <span className="flex-1">This is JSON. A file of connectors can be imported.</span>
      <Button color="secondary" variant="soft" size="2xs" data-testid="connector-import-offer" onClick={open}>
        Import it
      </Button>
    </div>
  );
}
