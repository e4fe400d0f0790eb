/** What applies to every screen: which are shown and how large, the theme, the widget's display mode, and the conversation. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { ArrowRotateCw, ChatCompose, Moon, Sun } from "@openai/apps-sdk-ui/components/Icon";
import { SegmentedControl } from "@openai/apps-sdk-ui/components/SegmentedControl";
import { useBackend } from "../../backend";
import type { Stage, Theme } from "../../bindings";
import { useKey } from "../../parts/key-hint";
import { useReporting } from "../problems";
import { AddScreen } from "./add-screen";
import { ConversationChoice } from "./conversation-choice";
import { ModeSwitch } from "./mode-switch";
import { SheetButton } from "./sheet/sheet-button";
import { ShownSwitch } from "./shown-switch";
import { ZoomSwitch } from "./zoom-switch";

/** `onAdded` hears the id of a screen that was added. */
type Props = {
  stage: Stage;
  onAdded: (screen: string) => void;
  isSheetOpen: boolean;
  onSheet: () => void;
};

export function StageToolbar({ stage, onAdded, isSheetOpen, onSheet }: Props) {
  const backend = useBackend();
  const report = useReporting();
  return (
    <header className="@container flex min-h-11 shrink-0 items-center gap-1 border-b border-subtle bg-surface px-2 py-1.5 @min-[44rem]/stage:gap-2 @min-[44rem]/stage:px-3">
      <ShownSwitch screens={stage.screens} />
      <AddScreen screens={stage.screens} onAdded={onAdded} />
      <ZoomSwitch stage={stage} />
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
      <SheetButton isOpen={isSheetOpen} onClick={onSheet} />
      <span className="flex min-w-0 flex-1 items-center justify-end gap-1">
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
          <ChatCompose /> <span className="hidden @min-[60rem]:inline">New conversation</span>
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
