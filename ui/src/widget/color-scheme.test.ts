/** The scheme that is told is the document's own, whenever and however its author sets it. */
import { beforeEach, expect, test, vi } from "vitest";

// This page's engine computes no colour schemes. Before the import: the script takes the method when it starts.
vi.spyOn(window, "getComputedStyle").mockImplementation(
  (element) => ({ colorScheme: element.getAttribute("data-scheme") ?? "normal" }) as CSSStyleDeclaration,
);
const { observeColorScheme } = await import("./color-scheme");
const root = document.documentElement;

beforeEach(() => {
  root.removeAttribute("data-scheme");
  document.head.replaceChildren();
});

/** What a document that has just been read tells, now and later. */
function told(): string[] {
  const schemes: string[] = [];
  observeColorScheme((scheme) => schemes.push(scheme));
  document.dispatchEvent(new Event("DOMContentLoaded"));
  return schemes;
}

test("a document that says nothing of schemes has nothing to tell", () => {
  const schemes = told();
  window.dispatchEvent(new Event("load"));
  expect(schemes).toEqual([]);
});

test("each change of the root is told once", async () => {
  const schemes = told();
  root.dataset.scheme = "dark";
  await vi.waitFor(() => expect(schemes).toEqual(["dark"]));
  root.lang = "fr";
  root.dataset.scheme = "normal";
  await vi.waitFor(() => expect(schemes).toEqual(["dark", "normal"]));
});

test("a meta element counts where the root has no scheme of its own", () => {
  document.head.innerHTML = '<meta name="color-scheme" content="light dark">';
  expect(told()).toEqual(["light dark"]);
  root.dataset.scheme = "dark";
  expect(told()).toEqual(["dark"]);
});
