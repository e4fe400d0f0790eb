/** What applies to every screen: which are shown, the theme, the widget's display mode, and the conversation. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { ArrowRotateCw, ChatCompose, Desktop, Mobile, Moon, Sun } from "@openai/apps-sdk-ui/components/Icon";
import { SegmentedControl } from "@openai/apps-sdk-ui/components/SegmentedControl";
import { useBackend } from "../../backend";
import type { DisplayMode, Stage, Theme } from "../../bindings";
import { useKey } from "../../parts/key-hint";
import { useReporting } from "../problems";
import { useSaveLook } from "../use-look";
import { ConversationChoice } from "./conversation-choice";

/** Words that give way first when the window is narrow; their icons and labels stay. */
const SPACIOUS = "hidden @min-[44rem]:inline";

export function StageToolbar({ stage }: { stage: Stage }) {
  const backend = useBackend();
  const report = useReporting();
  return (
    <header className="@container flex min-h-11 shrink-0 items-center gap-2 border-b border-subtle bg-surface px-3 py-1.5">
      <ShownSwitch stage={stage} />
      <SegmentedControl<Theme>
        value={stage.theme}
        onChange={(theme) => report(backend.setTheme(theme))}
        aria-label="Theme"
        size="xs"
        pill={false}
        className="shrink-0"
      >
        <SegmentedControl.Option value="light" aria-label="Light" data-testid="theme-light">
          <Sun />
        </SegmentedControl.Option>
        <SegmentedControl.Option value="dark" aria-label="Dark" data-testid="theme-dark">
          <Moon />
        </SegmentedControl.Option>
      </SegmentedControl>
      <ModeSwitch stage={stage} />
      <Remount stage={stage} />
      <span className="flex min-w-0 flex-1 items-center justify-end gap-2">
        <ConversationChoice />
        <Button
          color="secondary"
          variant="soft"
          size="xs"
          className="shrink-0"
          title="Start a new conversation"
          aria-label="New conversation"
          data-testid="new-conversation"
          onClick={() => report(backend.startConversation())}
        >
          <ChatCompose /> <span className="hidden @min-[52rem]:inline">New conversation</span>
        </Button>
      </span>
    </header>
  );
}

/** For what the live loop does by itself: the newest template again, with the data that the widgets have. */
function Remount({ stage }: { stage: Stage }) {
  const backend = useBackend();
  const report = useReporting();
  const remount = () => report(backend.remountWidgets(null));
  useKey("F5", remount);
  return (
    <Button
      color="secondary"
      variant="ghost"
      size="xs"
      className="shrink-0"
      title="Load the widgets anew, with their input, result and state (F5). No tool is called."
      aria-label="Load the widgets anew"
      data-testid="remount-widgets"
      disabled={stage.screens.every((screen) => screen.mode === null)}
      onClick={remount}
    >
      <ArrowRotateCw className="size-4" />
    </Button>
  );
}

type Shown = "desktop" | "phone" | "both";

function ShownSwitch({ stage }: { stage: Stage }) {
  const saveLook = useSaveLook();
  const forms = new Set(stage.screens.filter((screen) => screen.shown).map((screen) => screen.device.form));
  const shown: Shown = forms.size === 2 ? "both" : forms.has("phone") ? "phone" : "desktop";
  const show = (next: Shown) =>
    saveLook({
      shown: stage.screens
        .filter((screen) => next === "both" || screen.device.form === next)
        .map((screen) => screen.device.id),
    });
  return (
    <SegmentedControl<Shown>
      value={shown}
      onChange={show}
      aria-label="Screens"
      size="xs"
      pill={false}
      className="shrink-0"
    >
      <SegmentedControl.Option value="desktop" aria-label="Desktop only" data-testid="show-desktop">
        <span className="flex items-center gap-1.5" title="Desktop only">
          <Desktop className="size-4" /> <span className={SPACIOUS}>Desktop</span>
        </span>
      </SegmentedControl.Option>
      <SegmentedControl.Option value="phone" aria-label="Phone only" data-testid="show-phone">
        <span className="flex items-center gap-1.5" title="Phone only">
          <Mobile className="size-4" /> <span className={SPACIOUS}>Phone</span>
        </span>
      </SegmentedControl.Option>
      <SegmentedControl.Option value="both" aria-label="Desktop and phone" data-testid="show-both">
        Both
      </SegmentedControl.Option>
    </SegmentedControl>
  );
}

function ModeSwitch({ stage }: { stage: Stage }) {
  const backend = useBackend();
  const report = useReporting();
  const mode = stage.screens.find((screen) => screen.shown && screen.mode !== null)?.mode ?? null;
  return (
    <span
      title={
        mode === null ? "There is no widget in this conversation yet" : "Display mode of the newest widget"
      }
    >
      <SegmentedControl<DisplayMode | "none">
        value={mode ?? "none"}
        onChange={(next) => {
          if (next !== "none") report(backend.setDisplayMode(next));
        }}
        disabled={mode === null}
        aria-label="Display mode"
        size="xs"
        pill={false}
        className="shrink-0"
      >
        <SegmentedControl.Option value="inline" data-testid="mode-inline">
          Inline
        </SegmentedControl.Option>
        <SegmentedControl.Option value="fullscreen" data-testid="mode-fullscreen">
          Fullscreen
        </SegmentedControl.Option>
      </SegmentedControl>
    </span>
  );
}
