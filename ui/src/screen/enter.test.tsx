/** Where a person finds themselves who comes to a screen by the keyboard. */
import { act } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
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

test("Tab at an end of the screen goes on at the other, and from nowhere it begins at its own", async () => {
  drawn.show({});
  await userEvent.tab();
  expect(held()).toBe("Conversation");
  await userEvent.tab({ shift: true });
  expect(held()).toBe("composer");
  await userEvent.tab();
  expect(held()).toBe("Conversation");
  act(() => (document.activeElement as HTMLElement).blur());
  await userEvent.tab({ shift: true });
  expect(held()).toBe("composer");
});
