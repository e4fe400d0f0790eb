/** Links and forms that would take the widget away, and those that would not. */
import { beforeEach, expect, test } from "vitest";
import { recordLeaving } from "./leaving";
import { recording } from "./recording";
import { createUses } from "./uses";

let record: ReturnType<typeof recording>;

// One listener for all tests: each has its own record.
let use: ReturnType<typeof createUses>;
const attach = recordLeaving((...used) => use(...used));
attach();
attach();

beforeEach(() => {
  document.head.replaceChildren();
  record = recording();
  use = createUses(record.observations, record.positions);
  const stay = (event: Event) => event.stopPropagation();
  document.body.addEventListener("click", stay);
  return () => {
    document.body.removeEventListener("click", stay);
    document.body.replaceChildren();
  };
});

const used = () => record.told().map(({ api, detail }) => `${api} ${detail}`);

function put(html: string): HTMLElement {
  document.body.innerHTML = html;
  return document.body.firstElementChild as HTMLElement;
}

/** A click as far as it matters here: of a real one this page's engine would load what the link names. */
function click(element: Element, prevent = false): void {
  const event = new Event("click", { bubbles: true, composed: true, cancelable: true });
  if (prevent) element.addEventListener("click", (heard) => heard.preventDefault(), { once: true });
  element.dispatchEvent(event);
}

test.each([
  ['<a href="https://example.com/a">', "linkNavigation https://example.com/a"],
  ['<a href="https://example.com/a" target="_self"><b>x</b></a>', "linkNavigation https://example.com/a"],
  ['<a href="https://example.com/a" target="_BLANK">', "targetBlank https://example.com/a"],
  ['<a href="https://example.com/a" target="elsewhere">', "targetBlank https://example.com/a"],
  ['<a href="https://example.com/a" target="_top">', "topNavigation https://example.com/a"],
  ['<a href="https://example.com/a" target="_parent">', "topNavigation https://example.com/a"],
  ['<a href="https://example.com/a.pdf" download>', "download https://example.com/a.pdf"],
])("%s is told", (html, expected) => {
  const link = put(html);
  click(link.firstElementChild ?? link);
  expect(used()).toEqual([expected]);
});

test.each([
  "<a>",
  '<a href="#part">',
  '<a href="mailto:ann@example.com">',
  '<a href="tel:123" target="_blank">',
  '<a href="javascript:void 0">',
  "<button>",
])("%s is nothing to tell", (html) => {
  click(put(html));
  expect(used()).toEqual([]);
});

test("what the page prevents is none, and the next one that it does not is", () => {
  const link = put('<a href="https://example.com/a" target="_blank">');
  click(link, true);
  expect(used()).toEqual([]);
  click(link);
  expect(used()).toEqual(["targetBlank https://example.com/a"]);
  click(link);
  expect(used()).toEqual([]);
});

test("a base element may name the target", () => {
  document.head.innerHTML = '<base target="_blank">';
  click(put('<a href="https://example.com/a">'));
  expect(used()).toEqual(["targetBlank https://example.com/a"]);
});

test("a link that is in no document is followed too", () => {
  const link = document.createElement("a");
  link.href = "https://example.com/report.csv";
  link.download = "report.csv";
  click(link);
  expect(used()).toEqual(["download https://example.com/report.csv"]);
});

function submit(form: Element, prevent = false): void {
  const event = new SubmitEvent("submit", { bubbles: true, cancelable: true });
  Object.defineProperty(event, "isTrusted", { value: true });
  if (prevent) form.addEventListener("submit", (heard) => heard.preventDefault(), { once: true });
  form.dispatchEvent(event);
}

test("a form that the browser sends is told, and one that a script takes over is not", () => {
  const form = put('<form action="https://example.com/order" method="post"><input name="action"></form>');
  submit(form, true);
  expect(used()).toEqual([]);
  submit(form);
  expect(used()).toEqual(["formPost https://example.com/order"]);
});

test.each([
  ['<form action="https://example.com/" target="_top">', ["topNavigation https://example.com/"]],
  ['<form action="https://example.com/" target="_blank">', ["targetBlank https://example.com/"]],
  ['<form method="dialog">', []],
  ['<form action="javascript:void 0">', []],
])("%s", (html, expected) => {
  submit(put(html));
  expect(used()).toEqual(expected);
});
