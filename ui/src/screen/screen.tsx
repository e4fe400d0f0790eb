/** The whole screen of one device: sidebar, header, transcript, prompts over it, composer. */
import { useLayoutEffect, useSyncExternalStore } from "react";
import type { ScreenEntry, ScreenView } from "../bindings";
import { Composer } from "./composer/composer";
import { Edge } from "./edge";
import { Header } from "./header";
import { HostAsks } from "./host-asks";
import { WidgetPrompt } from "./prompts/widget-prompt";
import type { ShownView } from "./shown-view";
import { Sidebar } from "./sidebar";
import { SoftKeyboard } from "./soft-keyboard/soft-keyboard";
import { Transcript } from "./transcript";
import { WidgetModal } from "./widget-modal";

export function Screen({ shown }: { shown: ShownView }) {
  const view = useSyncExternalStore(shown.subscribe, shown.read);
  useLayoutEffect(() => {
    if (view) setDevice(document.documentElement, view);
  }, [view]);
  if (!view) return null;
  const { modal, prompt, approvals, entries, awaitsModel } = view;
  const cover = modal ? "modal" : entries.some(isFullscreen) ? "fullscreen" : "none";
  return (
    <div className="screen" data-cover={cover}>
      <Edge goesOnAt="end" />
      {view.device.form === "desktop" && <Sidebar />}
      <Header form={view.device.form} />
      {(prompt || approvals.length > 0) && <HostAsks over={cover === "fullscreen"} />}
      <Transcript entries={entries} approvals={approvals} cover={cover} awaitsModel={awaitsModel} />
      <div className="composer-place" inert={modal !== null}>
        <Composer apps={view.apps} />
      </div>
      {modal && <WidgetModal key={modal.frame.instance} modal={modal} />}
      {prompt && <WidgetPrompt key={prompt.id} prompt={prompt} />}
      <SoftKeyboard device={view.device} />
      <Edge goesOnAt="start" />
    </div>
  );
}

function isFullscreen(entry: ScreenEntry): boolean {
  return entry.kind === "call" && entry.widget?.mode === "fullscreen";
}

/** What the style sheet has to know of the device. */
function setDevice(root: HTMLElement, { theme, device }: ScreenView): void {
  root.dataset.theme = theme;
  root.dataset.form = device.form;
  root.dataset.cutout = device.cutout;
  root.dataset.touch = String(device.touchPoints > 0);
  for (const side of ["top", "right", "bottom", "left"] as const) {
    root.style.setProperty(`--safe-${side}`, `${device.safeArea[side]}px`);
  }
}
