/**
 * The media query lists of style sheets, rules and `source` elements: the engine reads what is rewritten, and whoever reads
 * them by a script what the author wrote.
 */
import { attempt, of, reader } from "../originals";
import { wrapGetter, wrapSetter } from "../recorder/wrapping";

type Entry = { author: string; written: string; isUsed: () => boolean };

export type MediaLists = ReturnType<typeof createMediaLists>;

export function createMediaLists(read: (text: string) => string) {
  // Held fast: with a list that the engine made anew, nobody would know its author's text.
  const entries = new Map<MediaList, Entry>();
  const entryOf = of(Map.prototype.get) as (map: typeof entries, list: MediaList) => Entry | undefined;
  const note = of(Map.prototype.set) as (map: typeof entries, list: MediaList, entry: Entry) => void;
  const forget = of(Map.prototype.delete) as (map: typeof entries, list: MediaList) => boolean;
  const each = of(Map.prototype.forEach) as (
    map: typeof entries,
    task: (entry: Entry, list: MediaList) => void,
  ) => void;
  const textOf = reader(MediaList, "mediaText");
  const write = of(
    Object.getOwnPropertyDescriptor(MediaList.prototype, "mediaText")?.set as (text: string) => void,
  );

  /** What the author wrote into it last. */
  function authorOf(list: MediaList): string {
    const entry = entryOf(entries, list);
    const text = textOf(list);
    return entry && entry.written === text ? entry.author : text;
  }

  /** Whether anything in it is emulated. */
  function treat(list: MediaList, isUsed: () => boolean): boolean {
    const author = authorOf(list);
    const text = author && read(author);
    if (text === author) {
      forget(entries, list);
      return false;
    }
    write(list, text);
    note(entries, list, { author, written: textOf(list), isUsed });
    return true;
  }

  /** The device has changed. */
  function update(): void {
    each(entries, ({ isUsed }, list) => {
      if (isUsed()) treat(list, isUsed);
      else forget(entries, list);
    });
  }

  const isAuthors = (list: unknown) => entryOf(entries, list as MediaList);
  wrapGetter(MediaList.prototype, "mediaText", (self, args, call) =>
    isAuthors(self) ? authorOf(self as MediaList) : call(args),
  );
  wrapSetter(MediaList.prototype, "mediaText", (self, args, call) => {
    call(args);
    attempt(() => treat(self as MediaList, isAuthors(self)?.isUsed ?? (() => true)));
  });
  const ofRule = reader(CSSMediaRule, "media");
  wrapGetter(CSSMediaRule.prototype, "conditionText", (self, args, call) => {
    const list = attempt(() => ofRule(self as CSSMediaRule));
    return list && isAuthors(list) ? authorOf(list) : call(args);
  });
  return { treat, update };
}
