/**
 * The style sheet of ours in the author's document: constructed, so that no element and no policy is in its way. An author
 * who gives the document other sheets keeps it.
 */
import { attempt, of } from "../originals";
import { wrapSetter } from "../recorder/wrapping";

export type OwnSheet = ReturnType<typeof createOwnSheet>;

export function createOwnSheet() {
  const sheet = new CSSStyleSheet();
  const replace = of(CSSStyleSheet.prototype.replaceSync);
  const parts: Record<string, string> = Object.create(null);
  const described = Object.getOwnPropertyDescriptor(Document.prototype, "adoptedStyleSheets");
  const get = of(described?.get as () => CSSStyleSheet[]);
  const set = of(described?.set as (sheets: CSSStyleSheet[]) => void);

  /** First, so that all others come after it. */
  function attach(): void {
    attempt(() => {
      const others = get(document);
      const sheets = [sheet];
      for (let index = 0; index < others.length; index += 1) {
        if (others[index] === sheet) return;
        sheets[index + 1] = others[index] as CSSStyleSheet;
      }
      set(document, sheets);
    });
  }

  /** One of its parts is this from now on. */
  function write(part: string, text: string): void {
    if (parts[part] === text) return;
    parts[part] = text;
    let whole = "";
    for (const name in parts) whole += parts[name];
    replace(sheet, whole);
  }

  wrapSetter(Document.prototype, "adoptedStyleSheets", (self, args, call) => {
    call(args);
    if (self === document) attach();
  });
  attach();
  return { attach, write, is: (other: CSSStyleSheet) => other === sheet };
}
