/**
 * What of a device is emulated on a screen, and what is the engine's own, in words. What does it is the script in each widget's
 * document (`ui/src/widget/emulation`), but for what is real.
 */

export type Emulated = {
  /** What of the device, by the names that its author uses. */
  of: string;
  /** How far it goes. */
  how: string;
};

/** As on the device, without any help. */
export const REAL: readonly Emulated[] = [
  { of: "User agent", how: "The header of every request and navigator.userAgent." },
  {
    of: "Size",
    how: "The screen’s own view has it. A widget’s viewport is its frame, as on the device, so width, height and orientation queries are about that.",
  },
  { of: "Storage", how: "Each screen has its own." },
  { of: "window.openai.userAgent, safeArea, hostContext", how: "As ChatGPT would tell them of this device." },
];

export const EMULATED: readonly Emulated[] = [
  {
    of: "Media queries",
    how: "hover, pointer, any-hover, any-pointer, prefers-color-scheme, prefers-reduced-motion, resolution and device sizes: in style sheets, media attributes and matchMedia.",
  },
  { of: "color-scheme: light dark", how: "Follows the theme of the screen." },
  {
    of: "env(safe-area-inset-*)",
    how: "In style sheets and style attributes; other than zero in fullscreen only.",
  },
  {
    of: "navigator, screen, devicePixelRatio",
    how: "platform, maxTouchPoints, language, languages; size and orientation. Drawn is at the density of your own screen.",
  },
  { of: "Language and time zone", how: "Date, Intl and toLocaleString, where they name none." },
  {
    of: "Touch",
    how: "The mouse is one finger: pointer and touch events, then the mouse events of a tap. It scrolls what it is drawn over.",
  },
  { of: "Text size", how: "The root’s font size is scaled. Text with a size in pixels keeps it." },
];

/** What a widget can notice nevertheless. */
export const NOT_EMULATED: readonly Emulated[] = [
  { of: ":hover", how: "Holds under the mouse also where there is none." },
  {
    of: "Style sheets of other origins",
    how: "Where they are served without CORS they cannot be read, and their media queries are the engine’s. The console says so.",
  },
  { of: "isTrusted", how: "False for touch events. Pointer events and clicks are genuine." },
  {
    of: "srcset, image-set()",
    how: "The engine takes what suits the density of your own screen.",
  },
  { of: "Frames in a widget", how: "Theirs is the engine’s device." },
  { of: "The engine", how: "WebKit on all screens, whatever the user agent says." },
  { of: "Workers", how: "They have the engine’s own language, time zone and navigator." },
];
