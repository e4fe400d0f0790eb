/** What `navigator`, `screen` and the window say of the device. Its user agent is real: the screen's own view has it. */
import type { EmulatedDevice } from "../../bindings";
import {
  attempt,
  defineProperty,
  deleteProperty,
  dispatch,
  dispatchTo,
  getOwnPropertyDescriptor,
} from "../originals";
import { prototypeOf, wrapGetter } from "../recorder/wrapping";

const { freeze } = Object;

/** `now` is the device as it is. Returns what is called once that has changed. */
export function emulateNavigator(now: () => EmulatedDevice): (before: EmulatedDevice) => void {
  const NativeEvent = Event;
  // Made once for each language: a page may compare them.
  let languages = freeze([now().locale]);

  function answers(object: object | undefined, values: Record<string, () => unknown>): void {
    for (const name in values) {
      wrapGetter(object, name, (_self, args, call) => {
        // First, so that what is no such object is told so.
        call(args);
        return (values[name] as () => unknown)();
      });
    }
  }

  answers(prototypeOf("Navigator"), {
    platform: () => now().platform,
    maxTouchPoints: () => now().touchPoints,
    language: () => now().locale,
    languages: () => languages,
  });
  const width = () => now().screen.width;
  const height = () => now().screen.height;
  answers(prototypeOf("Screen"), { width, height, availWidth: width, availHeight: height });
  answers(window, { devicePixelRatio: () => now().pixelRatio });
  const orientation = offerOrientation(now);

  function offerAngle(): void {
    // Phones and tablets alone have it.
    if (now().touchPoints > 0) {
      defineProperty(window, "orientation", {
        configurable: true,
        enumerable: true,
        get: () => angleOf(now()),
      });
    } else if (getOwnPropertyDescriptor(window, "orientation")) deleteProperty(window, "orientation");
  }
  offerAngle();

  return (before) => {
    offerAngle();
    if (before.locale !== now().locale) {
      languages = freeze([now().locale]);
      dispatch(new NativeEvent("languagechange"));
    }
    if (angleOf(before) === angleOf(now()) && typeOf(before) === typeOf(now())) return;
    if (orientation) dispatchTo(orientation, new NativeEvent("change"));
    if (now().touchPoints > 0) dispatch(new NativeEvent("orientationchange"));
  };
}

const angleOf = ({ touchPoints, orientation }: EmulatedDevice): number =>
  touchPoints > 0 && orientation === "landscape" ? 90 : 0;

const typeOf = ({ screen: { width, height } }: EmulatedDevice): string =>
  width > height ? "landscape-primary" : "portrait-primary";

/** `screen.orientation`, which this engine lacks. */
function offerOrientation(now: () => EmulatedDevice): EventTarget | undefined {
  return attempt(() => {
    const target = new EventTarget();
    const get = (name: string, value: () => unknown) =>
      defineProperty(target, name, { configurable: true, enumerable: true, get: value });
    get("type", () => typeOf(now()));
    get("angle", () => angleOf(now()));
    let heard: ((event: Event) => void) | null = null;
    defineProperty(target, "onchange", {
      configurable: true,
      enumerable: true,
      get: () => heard,
      set: (listener) => {
        heard = typeof listener === "function" ? listener : null;
      },
    });
    target.addEventListener("change", (event) => heard?.call(target, event));
    const { prototype } = Screen;
    if (getOwnPropertyDescriptor(prototype, "orientation")) return undefined;
    defineProperty(prototype, "orientation", { configurable: true, enumerable: true, get: () => target });
    return target;
  });
}
