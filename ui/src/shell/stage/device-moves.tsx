/** Turning a screen, loading it anew, moving it among the others, and taking it away. */
import { Button } from "@openai/apps-sdk-ui/components/Button";
import { ArrowLeft, ArrowRight, Mobile, Reload, Trash } from "@openai/apps-sdk-ui/components/Icon";
import type { ReactNode } from "react";
import { useBackend } from "../../backend";
import type { Device } from "../../bindings";
import { useReporting } from "../problems";
import { useStage } from "../queries";
import { moved, turned, without } from "./arrangement";
import { useArrange } from "./use-arrange";

type Props = { device: Device; onRemoved: () => void };

export function DeviceMoves({ device: { id, touch, orientation }, onRemoved }: Props) {
  const backend = useBackend();
  const report = useReporting();
  const arrange = useArrange();
  const screens = useStage().data?.screens ?? [];
  const place = screens.findIndex((screen) => screen.device.id === id);
  const isLast = screens.length === 1;
  return (
    <div className="flex flex-wrap items-center gap-1">
      {touch ? (
        <Move testId="device-rotate" title="By a quarter" onClick={() => arrange((now) => turned(now, id))}>
          <Mobile className={orientation === "portrait" ? "rotate-90" : ""} /> Rotate
        </Move>
      ) : null}
      <Move
        testId="device-reload"
        title="Load this screen anew"
        onClick={() => report(backend.reloadScreen(id))}
      >
        <Reload /> Reload
      </Move>
      <Move
        testId="device-left"
        disabled={place <= 0}
        title={place <= 0 ? "It is the first" : "One place to the left"}
        onClick={() => arrange((now) => moved(now, id, -1))}
      >
        <ArrowLeft /> Move left
      </Move>
      <Move
        testId="device-right"
        disabled={place === screens.length - 1}
        title={place === screens.length - 1 ? "It is the last" : "One place to the right"}
        onClick={() => arrange((now) => moved(now, id, 1))}
      >
        <ArrowRight /> Move right
      </Move>
      <Move
        testId="device-remove"
        disabled={isLast}
        title={isLast ? "One screen must stay" : "Take this screen away"}
        onClick={() => {
          arrange((now) => without(now, id));
          onRemoved();
        }}
      >
        <Trash /> Remove
      </Move>
    </div>
  );
}

type MoveProps = {
  testId: string;
  title: string;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
};

function Move({ testId, title, disabled = false, onClick, children }: MoveProps) {
  return (
    <Button
      color="secondary"
      variant="ghost"
      size="2xs"
      title={title}
      data-testid={testId}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
