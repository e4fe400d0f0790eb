/** Mounts the real shell over a fake backend, and finds things in it the way the window tests do. */
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type FakeBackend, fakeBackend, type Handlers } from "./fake-backend";
import { quietHandlers } from "./fixtures/quiet";
import { Shell } from "./shell";

export type Mounted = {
  backend: FakeBackend;
  user: ReturnType<typeof userEvent.setup>;
  /** Clicks what has this test id, once it is there. */
  click(testId: string): Promise<void>;
  /** Types into what has this test id, once it is there. */
  type(testId: string, text: string): Promise<void>;
};

/** The shell, once its first answers have arrived. */
export async function mountShell(handlers: Handlers): Promise<Mounted> {
  const backend = fakeBackend({ ...quietHandlers(), ...handlers });
  const user = userEvent.setup();
  render(<Shell backend={backend} />);
  await screen.findByTestId("tab-connectors");
  return {
    backend,
    user,
    click: async (testId) => user.click(await screen.findByTestId(testId)),
    type: async (testId, text) =>
      user.type(await screen.findByTestId(testId), text.replaceAll(/[[{]/g, "$&$&")),
  };
}

/** Waits until the backend was asked this. */
export async function wasAsked(
  backend: FakeBackend,
  ...command: [name: string, ...args: unknown[]]
): Promise<void> {
  await waitFor(() => {
    if (!backend.asked.some((one) => JSON.stringify(one) === JSON.stringify(command))) {
      throw new Error(`Not asked: ${JSON.stringify(command)}\nAsked: ${JSON.stringify(backend.asked)}`);
    }
  });
}

export function texts(testId: string): (string | null)[] {
  return screen.getAllByTestId(testId).map((element) => element.textContent);
}
