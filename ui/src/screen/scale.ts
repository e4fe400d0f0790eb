/**
 * How the page is laid out as on its device in a view of another size: with its device's width and height, and its body
 * scaled. The program says when: for a picture, which is to have the device's own pixels (pose.ts); and on a small stage, as
 * WebKit's own zoom leaves no text smaller than 9 px, so that a page would not be laid out as on its device. No frame can ask
 * for it.
 */

/** In CSS pixels of the device; `scale` is how many of the view one has. */
export type Layout = { width: number; height: number; scale: number };

export type Scaling = {
  /** What holds as long as the page does not pose; a scale of 1 leaves all to the view. */
  scale: (width: number, height: number, scale: number) => void;
  /** What holds in its place for a picture, until `null` says that it is taken. */
  pose: (layout: Layout | null) => void;
};

declare global {
  interface Window {
    __greenroomScale?: Scaling["scale"];
  }
}

/** Lets the program scale the page. */
export function offerScaling(page: Window, { scale }: Scaling): void {
  Object.defineProperty(page, "__greenroomScale", { value: scale, writable: false, configurable: false });
}

export function createScaling(document: Document): Scaling {
  let usual: Layout | null = null;
  let posed: Layout | null = null;
  return {
    scale: (width, height, scale) => {
      usual = scale === 1 ? null : { width, height, scale };
      layOut(document, posed ?? usual);
    },
    pose: (layout) => {
      posed = layout;
      // For the style sheet.
      document.documentElement.toggleAttribute("data-posing", layout !== null);
      layOut(document, posed ?? usual);
    },
  };
}

function layOut({ body, documentElement }: Document, layout: Layout | null): void {
  // Of each its own: dialogs are in the top layer, where the transform of the body does not reach them.
  const root = layout && {
    "--screen-width": `${layout.width}px`,
    "--screen-height": `${layout.height}px`,
    "--screen-scale": `${layout.scale}`,
  };
  const scaled = layout && {
    width: `${layout.width}px`,
    height: `${layout.height}px`,
    transform: `scale(${layout.scale})`,
    "transform-origin": "0 0",
  };
  set(documentElement, ["--screen-width", "--screen-height", "--screen-scale"], root);
  set(body, ["width", "height", "transform", "transform-origin"], scaled);
}

function set<Name extends string>(
  { style }: HTMLElement,
  names: Name[],
  values: Record<Name, string> | null,
): void {
  for (const name of names) {
    if (values) style.setProperty(name, values[name]);
    else style.removeProperty(name);
  }
}
