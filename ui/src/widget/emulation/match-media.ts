/**
 * `matchMedia` of the emulated device. A list is the engine's own, made of the author's text; only its answer and its events
 * are those of the text that is rewritten.
 */
import { attempt, dispatchTo, isAbove, of, on, reader, stopEvent } from "../originals";
import { wrapGetter, wrapMethod, wrapSetter } from "../recorder/wrapping";

/** All lists of one text that somebody listens to. */
type Group = { text: string; watched: MediaQueryList; held: boolean; lists: WeakRef<MediaQueryList>[] };

/** `read` rewrites a text for the device as it is now. Returns what is called once that has changed. */
export function emulateMatchMedia(read: (text: string) => string): () => void {
  const ask: typeof window.matchMedia = window.matchMedia.bind(window);
  const { prototype } = MediaQueryList;
  const mediaOf = reader(MediaQueryList, "media");
  const matchesOf = reader(MediaQueryList, "matches");
  const listOf = of(WeakRef.prototype.deref) as (ref: WeakRef<MediaQueryList>) => MediaQueryList | undefined;
  const NativeWeakRef = WeakRef;
  const NativeEvent = MediaQueryListEvent;
  const groups: Record<string, Group> = Object.create(null);
  const heard = new WeakSet<MediaQueryList>();
  const hears = of(WeakSet.prototype.has);
  const hear = of(WeakSet.prototype.add);

  /** What the author asked for where something in it is emulated. */
  const emulated = (list: MediaQueryList): string | null => {
    const text = mediaOf(list);
    return read(text) === text ? null : text;
  };

  function watch(text: string): MediaQueryList {
    const watched = ask(read(text));
    on(watched, "change", () => {
      const group = groups[text];
      if (group?.watched === watched) tell(group);
    });
    return watched;
  }

  function tell(group: Group): void {
    const matches = matchesOf(group.watched);
    if (matches === group.held) return;
    group.held = matches;
    const { lists } = group;
    const kept: WeakRef<MediaQueryList>[] = [];
    group.lists = kept;
    for (let index = 0; index < lists.length; index += 1) {
      const ref = lists[index] as WeakRef<MediaQueryList>;
      const list = listOf(ref);
      if (!list) continue;
      kept[kept.length] = ref;
      attempt(() => dispatchTo(list, new NativeEvent("change", { media: mediaOf(list), matches })));
    }
  }

  /** Before anybody else listens to the list. */
  function listen(list: MediaQueryList): void {
    if (!isAbove(prototype, list) || hears(heard, list)) return;
    const text = emulated(list);
    if (text === null) return;
    hear(heard, list);
    // The engine's own events are about the author's text.
    on(list, "change", (event) => {
      if (event.isTrusted) stopEvent(event);
    });
    groups[text] ??= { text, watched: watch(text), held: matchesOf(ask(read(text))), lists: [] };
    const { lists } = groups[text];
    lists[lists.length] = new NativeWeakRef(list);
  }

  wrapGetter(prototype, "matches", (self, args, call) => {
    const matches = call(args);
    const text = attempt(() => emulated(self as MediaQueryList));
    return text ? matchesOf(ask(read(text))) : matches;
  });
  // An interface of its own has none of it: that of all targets stays as it is.
  Object.defineProperty(prototype, "addEventListener", {
    value: prototype.addEventListener,
    configurable: true,
    enumerable: true,
    writable: true,
  });
  const listening = (self: unknown, args: unknown[], call: (args: unknown[]) => unknown) => {
    attempt(() => listen(self as MediaQueryList));
    return call(args);
  };
  wrapMethod(prototype, "addEventListener", listening);
  wrapMethod(prototype, "addListener", listening);
  wrapSetter(prototype, "onchange", listening);

  return () => {
    for (const text in groups) {
      const group = groups[text] as Group;
      group.watched = watch(text);
      tell(group);
    }
  };
}
