/** Where a person finds themselves who comes to a screen by the keyboard. */
import { act } from "@testing-library/react";
import { expect, test } from "vitest";
import { enter } from "./enter";
import { drawnScreen } from "./testing";

const drawn = drawnScreen();

const held = () => {
  const element = document.activeElement as HTMLElement;
  return element.dataset.testid ?? element.getAttribute("aria-label");
};

test("at first in the conversation, and then where they were", () => {
  drawn.show({});
  act(() => enter());
  expect(held()).toBe("Conversation");
  act(() => document.querySelector<HTMLElement>("[data-testid=composer]")?.focus());
  act(() => enter());
  expect(held()).toBe("composer");
});

test("Tab at an end of the screen goes on at the other", () => {
  drawn.show({});
  const [first, last] = document.querySelectorAll<HTMLElement>("[data-edge]");
  act(() => first?.focus());
  expect(held()).toBe("composer");
  act(() => last?.focus());
  expect(held()).toBe("Conversation");
});
