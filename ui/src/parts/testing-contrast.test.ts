/** The measure of the tests of contrast. */
import { expect, test } from "vitest";
import { contrast, ofHex, over } from "./testing-contrast";

test("contrast is as WCAG defines it", () => {
  const white = ofHex("#ffffff");
  expect([contrast(white, ofHex("#000000")), contrast(white, ofHex("#767676")).toFixed(2)]).toEqual([
    21,
    "4.54",
  ]);
});

test("a colour that lets its ground show is mixed with it", () => {
  expect(over(ofHex("#ff000033"), ofHex("#ffffff"))).toEqual([255, 204, 204, 1]);
});

test("what is no colour is refused, so that no test passes for want of one", () => {
  expect(() => ofHex("")).toThrow("“” is no colour that is understood here.");
});
