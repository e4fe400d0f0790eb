/** What the shell knows of the host: a cache of its answers, thrown away where an event says that they changed. */
import {
  keepPreviousData,
  QueryClient,
  useIsMutating,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect } from "react";
import { type Backend, useBackend } from "../backend";
import type { Event, Problem, RunRequest, SheetPlan, SheetWish } from "../bindings";

const keys = {
  connectors: ["connectors"],
  snapshots: ["snapshot"],
  policies: ["policies"],
  verdicts: ["verdict"],
  approvals: ["approvals"],
  approvalLog: ["approvalLog"],
  approvalPreviews: ["approvalPreview"],
  remembered: ["remembered"],
  rehearsal: ["rehearsal"],
  conversation: ["conversation"],
  conversations: ["conversations"],
  calls: ["call"],
  widgets: ["widgets"],
  appTools: ["appTools"],
  model: ["model"],
  modelTurn: ["modelTurn"],
  inquiries: ["inquiries"],
  record: ["record"],
  frames: ["frame"],
  settings: ["settings"],
  stage: ["stage"],
  presets: ["presets"],
  look: ["look"],
  sheet: ["sheet"],
  sheetPlans: ["sheetPlan"],
} as const;

/** A cache for one window. The host is in the same program: nothing is retried and nothing goes stale by itself. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, staleTime: Number.POSITIVE_INFINITY, networkMode: "always" },
      mutations: { networkMode: "always" },
    },
  });
}

/** Throws away what an event of the host has made old. */
export function useHostEvents(): void {
  const backend = useBackend();
  const client = useQueryClient();
  useEffect(
    () =>
      backend.onEvent((event) => {
        for (const queryKey of touchedBy(event)) askAnew(client, queryKey);
      }),
    [backend, client],
  );
}

/** Drops an answer that is still on its way: a first one would otherwise arrive old and count as fresh. */
async function askAnew(client: QueryClient, queryKey: readonly string[]): Promise<void> {
  await client.cancelQueries({ queryKey });
  await client.invalidateQueries({ queryKey });
}

function touchedBy(event: Event): (readonly string[])[] {
  switch (event.kind) {
    case "connectors":
      return [
        keys.connectors,
        keys.snapshots,
        keys.policies,
        keys.verdicts,
        keys.approvalPreviews,
        keys.remembered,
        keys.model,
        keys.modelTurn,
      ];
    case "conversation":
      return [
        keys.sheetPlans,
        keys.conversation,
        keys.conversations,
        keys.verdicts,
        keys.approvalLog,
        keys.remembered,
        keys.rehearsal,
        keys.model,
        keys.modelTurn,
      ];
    case "call":
      return [
        keys.sheetPlans,
        keys.conversation,
        [...keys.calls, event.id],
        [...keys.widgets, event.id],
        keys.approvalLog,
        keys.model,
        keys.modelTurn,
      ];
    case "widgets":
      return [[...keys.widgets, event.call], keys.model];
    case "approvals":
      return [keys.approvals, keys.verdicts, keys.approvalLog, keys.remembered, keys.rehearsal];
    case "inquiries":
      return [keys.inquiries];
    case "record":
      return [keys.record];
    case "settings":
      return [keys.settings, keys.verdicts, keys.approvalPreviews];
    case "sheet":
      return [keys.sheet];
    case "stage":
      return [keys.stage, keys.look];
    case "pane":
      return [];
  }
}

export function useConnectors() {
  return useAnswer(keys.connectors, (backend) => backend.connectors());
}

export function useSnapshot(connectorId: string) {
  return useAnswer([...keys.snapshots, connectorId], (backend) => backend.snapshot(connectorId));
}

/** The content security policies of a connector's templates, mode by mode. */
export function useTemplatePolicies(connectorId: string) {
  return useAnswer([...keys.policies, connectorId], (backend) => backend.templatePolicies(connectorId));
}

export function useVerdict(connectorId: string, tool: string) {
  return useAnswer([...keys.verdicts, connectorId, tool], (backend) => backend.verdict(connectorId, tool));
}

export function useApprovals() {
  return useAnswer(keys.approvals, (backend) => backend.approvals());
}

/** All that was asked in the current conversation, oldest first. */
export function useApprovalLog() {
  return useAnswer(keys.approvalLog, (backend) => backend.approvalLog());
}

/** What would be asked of a connector's tools, level by level. */
export function useApprovalPreview(connectorId: string) {
  return useAnswer([...keys.approvalPreviews, connectorId], (backend) =>
    backend.approvalPreview(connectorId),
  );
}

/** What was answered for longer than one call, newest first, with what no longer holds. */
export function useRemembered() {
  return useAnswer(keys.remembered, (backend) => backend.remembered());
}

/** The script that answers in the current conversation; null where the person does. */
export function useRehearsal() {
  return useAnswer(keys.rehearsal, (backend) => backend.rehearsal());
}

export function useConversation() {
  return useAnswer(keys.conversation, (backend) => backend.conversation());
}

export function useConversations() {
  return useAnswer(keys.conversations, (backend) => backend.conversations());
}

export function useCall(id: string) {
  return useAnswer([...keys.calls, id], (backend) => backend.call(id));
}

/** The widgets of a call that are on the screens. */
export function useWidgets(call: string) {
  return useAnswer([...keys.widgets, call], (backend) => backend.widgets(call));
}

/** What one of these widgets wrote to its console. */
export function useWidgetConsole(call: string, instance: string) {
  return useAnswer([...keys.widgets, call, "console", instance], (backend) =>
    backend.widgetConsole(instance),
  );
}

/** The requests of one of these widgets. */
export function useWidgetNetwork(call: string, instance: string) {
  return useAnswer([...keys.widgets, call, "network", instance], (backend) =>
    backend.widgetNetwork(instance),
  );
}

/** The tools that a widget offers; asked again with each version of its list. */
export function useAppTools(instance: string, version: number) {
  return useAnswer([...keys.appTools, instance, String(version)], (backend) => backend.appTools(instance));
}

export function useModelView(screen: string) {
  return useAnswer([...keys.model, screen], (backend) => backend.modelView(screen));
}

/** What waits for the person who plays the model; null where nothing does. */
export function useModelTurn() {
  return useAnswer(keys.modelTurn, (backend) => backend.modelTurn());
}

const RUNS = ["runTool"];

/** Runs a tool. It is done when the model's turn is known anew, with the call in it. */
export function useRunTool(): (request: RunRequest) => Promise<unknown> {
  const backend = useBackend();
  const client = useQueryClient();
  const run = useMutation({
    mutationKey: RUNS,
    mutationFn: async (request: RunRequest) => {
      await backend.runTool(request);
      await askAnew(client, keys.modelTurn);
    },
  });
  return run.mutateAsync;
}

/** Whether a tool is being run under a message that comes with it, which so waits for nobody. */
export function useIsRunWithMessage(): boolean {
  const comesWithMessage = (run: { state: { variables?: unknown } }) =>
    !(run.state.variables as RunRequest | undefined)?.answers;
  return useIsMutating({ mutationKey: RUNS, predicate: comesWithMessage }) > 0;
}

/** What a call's widgets are told, part by part. */
export function useEdits(call: string) {
  return useAnswer([...keys.widgets, call, "edits"], (backend) => backend.edits(call));
}

export function useScenarios(call: string) {
  return useAnswer([...keys.widgets, call, "scenarios"], (backend) => backend.scenarios(call));
}

export function useInquiries() {
  return useAnswer(keys.inquiries, (backend) => backend.inquiries());
}

export function useRecordStatus() {
  return useAnswer([...keys.record, "status"], (backend) => backend.recordStatus());
}

/** A frame never changes once it is recorded. */
export function useFrame(number: number) {
  return useAnswer([...keys.frames, String(number)], (backend) => backend.frame(number));
}

/** The texts of these frames, in their order; empty while they are on their way. */
export function useFrameTexts(numbers: number[]): string[] {
  const backend = useBackend();
  return useQueries({
    queries: numbers.map((number) => ({
      queryKey: [...keys.frames, String(number)],
      queryFn: () => backend.frame(number),
    })),
    combine: (answers) => answers.map((answer) => answer.data?.text.trimEnd() ?? ""),
  });
}

export function useSettings() {
  return useAnswer(keys.settings, (backend) => backend.settings());
}

export function useStage() {
  return useAnswer(keys.stage, (backend) => backend.stage());
}

/** What a screen can be; the same as long as the program runs. */
export function usePresets() {
  return useAnswer(keys.presets, (backend) => backend.presets());
}

/** How the contact sheet stands. */
export function useSheet() {
  return useAnswer(keys.sheet, (backend) => backend.sheet());
}

/** What a contact sheet would hold; the one before stays meanwhile. */
export function useSheetPlan(wish: SheetWish) {
  const backend = useBackend();
  return useQuery<SheetPlan, Problem>({
    queryKey: [...keys.sheetPlans, wish],
    queryFn: () => backend.sheetPlan(wish),
    placeholderData: keepPreviousData,
  });
}

export function useLook() {
  return useAnswer(keys.look, (backend) => backend.look());
}

function useAnswer<T>(queryKey: readonly string[], ask: (backend: Backend) => Promise<T>) {
  const backend = useBackend();
  return useQuery({ queryKey, queryFn: () => ask(backend) });
}
