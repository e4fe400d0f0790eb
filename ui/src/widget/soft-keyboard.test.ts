/** What the script tells of the field that has the focus, and what a keyboard does to the document's viewport. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";

class Viewport extends EventTarget {
  get height() {
    return 600;
  }
  get offsetTop() {
    return 0;
  }
  get pageTop() {
    return 40;
  }
}

const viewport = new Viewport();
vi.stubGlobal("visualViewport", viewport);
// Before the import: the script takes its built-ins and its clock when it starts.
vi.useFakeTimers();
Element.prototype.getBoundingClientRect = () => new DOMRect(0, 100, 200, 40);
const { createSoftKeyboard } = await import("./soft-keyboard");

let told: unknown[];
let keyboard: ReturnType<typeof createSoftKeyboard>;

beforeEach(() => {
  const own: unknown[] = [];
  told = own;
  keyboard = createSoftKeyboard((field) => own.push(field));
  keyboard.attach();
});
afterEach(() => document.body.replaceChildren());

const PLACE = { top: 100, bottom: 140 };

function element(html: string): HTMLElement {
  document.body.innerHTML = `<main>${html}</main>`;
  return document.querySelector("main > *") as HTMLElement;
}

/** As the engine tells it: scripts cannot. */
function engine(type: string, target: EventTarget, relatedTarget: EventTarget | null = null): void {
  const event = new FocusEvent(type, { bubbles: true, composed: true, relatedTarget });
  target.dispatchEvent(Object.defineProperty(event, "isTrusted", { value: true }));
}

test.each(["<input>", '<input type="email">', "<textarea></textarea>", '<p contenteditable="true"></p>'])(
  "%s wants the keyboard while it has the focus",
  (html) => {
    const field = element(html);
    engine("focusin", field);
    engine("focusout", field);
    expect(told).toEqual([PLACE, null]);
  },
);

test.each([
  "<button></button>",
  '<input type="checkbox">',
  '<input type="range">',
  "<input readonly>",
  '<input inputmode="none">',
  "<p></p>",
])("%s wants none", (html) => {
  engine("focusin", element(html));
  expect(told).toEqual([]);
});

test("what a script dispatches brings no keyboard", () => {
  element("<input>").dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
  expect(told).toEqual([]);
});

test("from field to field the keyboard stays", () => {
  const first = element("<input>");
  const second = document.createElement("textarea");
  first.after(second);
  engine("focusin", first);
  engine("focusout", first, second);
  engine("focusin", second, first);
  expect(told).toEqual([PLACE, PLACE]);
});

test("what is pressed stays under the finger: the focus that it takes is told when it is let go", () => {
  const field = element("<input>");
  engine("focusin", field);
  engine("pointerdown", document.body);
  engine("focusout", field);
  expect(told).toEqual([PLACE]);
  engine("pointerup", document.body);
  vi.runAllTimers();
  expect(told).toEqual([PLACE, null]);
});

test("the window loses the focus, and its field has it still when somebody presses in it again", () => {
  const field = element("<input>");
  engine("focusin", field);
  engine("blur", window);
  field.focus();
  engine("pointerup", field);
  vi.runAllTimers();
  expect(told).toEqual([PLACE, null, PLACE]);
});

test("the visual viewport is as high as what the keyboard leaves, and says so", () => {
  const heard: string[] = [];
  for (const type of ["resize", "scroll"]) viewport.addEventListener(type, () => heard.push(type));
  const read = () => [viewport.height, viewport.offsetTop, viewport.pageTop];
  keyboard.cover({ overlap: 200, offset: 30 });
  expect([...read(), ...heard]).toEqual([400, 30, 70, "resize", "scroll"]);
  keyboard.cover({ overlap: 0, offset: 0 });
  expect([...read(), ...heard]).toEqual([600, 0, 40, "resize", "scroll", "resize", "scroll"]);
});
