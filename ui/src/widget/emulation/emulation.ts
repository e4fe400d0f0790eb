/**
 * Makes of the engine, which is one and the same on all screens, the device that the screen is. Where the engine lacks one of the
 * interfaces that a part of this needs, that part is missing, and nothing else.
 */
import type { EmulatedDevice } from "../../bindings";
import { attempt, bareList, reader } from "../originals";
import { createCopies } from "./cross-origin";
import { deviceProperties } from "./declarations";
import { emulateMatchMedia } from "./match-media";
import { holdsOn } from "./media-features";
import { createMediaLists } from "./media-lists";
import { rewritten } from "./media-queries";
import { createMetaScheme } from "./meta-scheme";
import { emulateNavigator } from "./navigator";
import { createOwnSheet } from "./own-sheet";
import { emulateRegion } from "./region";
import { createStyleSheets } from "./style-sheets";
import { sweepStyleSheets } from "./sweeps";
import { scaledText } from "./text-size";
import { emulateTouch, type Finger } from "./touch";
import { createTouchHandlers } from "./touch-handlers";

export type Emulation = ReturnType<typeof emulate>;

/** What the page around the widget does for the emulation. */
export type Around = {
  /** Tells the author what cannot be emulated. */
  report: (text: string) => void;
  showFinger: (finger: Finger) => void;
};

/** `attach` is for a document that is new. */
export function emulate(begin: EmulatedDevice, around: Around) {
  let device = begin;
  const now = () => device;
  const updates = bareList<(before: EmulatedDevice) => void>();
  const attaches = bareList<() => void>();
  const updated = (update: (before: EmulatedDevice) => void) => {
    updates[updates.length] = update;
  };
  const read = (text: string) => rewritten(text, (feature) => holdsOn(device, feature));

  // In the order in which a script that hears of the change may ask.
  attempt(() => updated(emulateNavigator(now)));
  attempt(() => updated(emulateRegion(now)));
  attempt(() => emulateSheets());
  attempt(() => updated(emulateMatchMedia(read)));
  attempt(() => emulateFinger());

  function emulateFinger(): void {
    const isTouch = () => device.touchPoints > 0;
    attaches[attaches.length] = emulateTouch({
      isTouch,
      show: around.showFinger,
    });
    const offerHandlers = createTouchHandlers();
    offerHandlers(isTouch());
    updated((before) => {
      if (before.touchPoints > 0 === isTouch()) return;
      offerHandlers(isTouch());
      if (!isTouch()) around.showFinger(null);
    });
  }

  function emulateSheets(): void {
    const differs = engineDiffers(now);
    const lists = createMediaLists(read);
    const own = createOwnSheet();
    const sheets = createStyleSheets(lists);
    const metaScheme = createMetaScheme();
    const copies = createCopies(sheets, differs, around.report);
    const sweeps = sweepStyleSheets(sheets, read, {
      unreadable: copies.copy,
      elementsChanged: () => {
        copies.tidy();
        own.write("scheme", metaScheme(device));
      },
    });
    const write = () => {
      own.write("properties", deviceProperties(device));
      own.write("text", scaledText(device));
      own.write("scheme", metaScheme(device));
      // There is a finger in its place.
      own.write("cursor", device.touchPoints > 0 ? "*{cursor:none!important}" : "");
    };
    write();
    updated(() => {
      write();
      lists.update();
      sweeps.update();
      copies.update();
    });
    attaches[attaches.length] = own.attach;
    attaches[attaches.length] = sweeps.attach;
  }

  function change(to: EmulatedDevice): void {
    const before = device;
    device = to;
    for (let index = 0; index < updates.length; index += 1) {
      attempt(() => (updates[index] as (before: EmulatedDevice) => void)(before));
    }
  }

  function attach(): void {
    for (let index = 0; index < attaches.length; index += 1) attempt(attaches[index] as () => void);
  }

  return { change, attach };
}

/** Whether style sheets find another device in the engine than the one that is emulated. */
function engineDiffers(now: () => EmulatedDevice): () => boolean {
  const ask: typeof window.matchMedia = window.matchMedia.bind(window);
  const matchesOf = reader(MediaQueryList, "matches");
  return () => {
    const { colorScheme, reducedMotion, hover, touchPoints, pixelRatio, safeArea, screen } = now();
    const query =
      `(prefers-color-scheme: ${colorScheme}) and (prefers-reduced-motion: ${reducedMotion ? "reduce" : "no-preference"}) ` +
      `and (hover: ${hover ? "hover" : "none"}) and (pointer: ${touchPoints > 0 ? "coarse" : "fine"}) ` +
      `and (resolution: ${pixelRatio}dppx) and (device-width: ${screen.width}px) and (device-height: ${screen.height}px)`;
    const { top, right, bottom, left } = safeArea;
    return top + right + bottom + left > 0 || !matchesOf(ask(query));
  };
}
