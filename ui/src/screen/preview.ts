/**
 * Shows the page in a browser, for work on its look: `npx vite --config vite.screen.config.ts`, then
 * `/preview.html?scene=fullscreen&device=phone&theme=dark`. A device can also be `tablet`, `lying`, `notch`, `hole` or `plain`. Not part
 * of the build.
 */
import type { Device, ScreenView, WidgetFrame } from "../bindings";
import type { Page } from "./channel";
import {
  APPROVAL,
  approval,
  CHECKOUT,
  call,
  DESKTOP,
  FILES,
  FOLLOW_UP,
  FRAME,
  KANBAN,
  LYING,
  MENTIONING,
  PHONE,
  prompt,
  REPLIED,
  SAID,
  view,
  WEATHER,
} from "./fixtures";

const asked = new URLSearchParams(location.search);

const WIDGET = `<style>body{margin:0;padding:16px;font:16px/24px system-ui;color:CanvasText;background:Canvas;color-scheme:light dark}
div{padding:12px;border-radius:8px;background:#8882;margin:8px 0}</style><b>Launch</b><div>Paint the stage</div><div>Hang the lights</div>`;
const CAROUSEL = `<style>body{margin:0;padding:16px;display:flex;gap:12px;font:16px/24px system-ui;overflow-x:auto;color-scheme:light dark}
div{flex:0 0 220px;height:180px;padding:12px;border-radius:16px;background:#8883}</style>${"<div>Stage</div>".repeat(6)}`;
/** As heavy as widgets are: five hundred elements, or a canvas that never rests. It tells the page what it has drawn. */
const HEAVY = (number: number) =>
  asked.has("still") || number % 2 === 0
    ? `<style>body{margin:0;padding:12px;font:14px/20px system-ui}i{display:inline-block;width:20px;height:14px;margin:1px;border-radius:4px;background:#08f8}</style>${"<i></i>".repeat(500)}`
    : `<style>body{margin:0}</style><canvas width=700 height=300></canvas><script>const c=document.querySelector("canvas").getContext("2d");let n=0;
(function draw(t){n++;for(let i=0;i<30;i++){c.fillStyle="hsl("+(i*7+t/9)%360+" 80% 60%)";c.fillRect((i*37+t/5)%700,i*19%300,30,20)}requestAnimationFrame(draw)})(0);
setInterval(()=>parent.postMessage({drawn:n,wide:innerWidth},"*"),500)</script>`;
const frame = (told: Partial<WidgetFrame>): WidgetFrame => ({
  ...FRAME,
  src: `data:text/html,${encodeURIComponent(WIDGET)}`,
  ...told,
});

const NO_COLUMN = "The column “Later” does not exist.";
const board = call({ widget: frame({}) });
const SCENES: Record<string, Partial<ScreenView>> = {
  empty: {},
  inline: {
    entries: [SAID, board, FOLLOW_UP, call({ id: "c2", state: "running", status: "Reading board…" })],
  },
  waiting: {
    entries: [SAID, call({ state: "awaitingApproval", status: "Waiting for your approval" })],
    approvals: [APPROVAL, approval({}, { id: "a2" })],
  },
  errors: {
    entries: [
      SAID,
      call({ id: "c3", text: "Three cards are on the board, two of them are late." }),
      call({ id: "c4", state: "toolError", status: "Error", text: "The column “Later” does not exist." }),
      call({ id: "c5", state: "denied", status: "Denied", text: "You did not allow this call." }),
      call({ id: "c6", state: "timedOut", status: "Timed out", text: "No answer came within 60 seconds." }),
    ],
  },
  errorsOfWidgets: {
    entries: [
      SAID,
      call({
        id: "c3",
        state: "toolError",
        status: "The tool reported an error",
        text: NO_COLUMN,
        widget: frame({}),
      }),
      ...(["toolError", "failed", "timedOut"] as const).map((state, number) =>
        call({
          id: `c${number + 4}`,
          state,
          status: "Error",
          text: NO_COLUMN,
          canRetry: true,
          widget: frame({ instance: `w${number + 4}`, height: null, src: "about:blank" }),
        }),
      ),
    ],
  },
  carousel: {
    entries: [
      SAID,
      call({
        widget: frame({
          prefersBorder: false,
          src: `data:text/html,${encodeURIComponent(CAROUSEL)}`,
        }),
      }),
      call({ id: "c2", widget: frame({ instance: "w2", height: 140 }) }),
    ],
  },
  many: {
    entries: Array.from({ length: Number(asked.get("count") ?? 50) }, (_, number) =>
      call({
        id: `c${number}`,
        widget: frame({
          instance: `w${number}`,
          height: 320,
          src: `data:text/html,${encodeURIComponent(asked.has("light") ? WIDGET : HEAVY(number))}`,
        }),
      }),
    ),
  },
  turns: {
    entries: [
      MENTIONING,
      call({ id: "c1", text: "Three cards are on the board, two of them are late." }),
      REPLIED,
      {
        ...SAID,
        id: "m5",
        text: "Move the first one to Done, the others stay where they are until Monday. ".repeat(3),
      },
      FOLLOW_UP,
    ],
    awaitsModel: true,
  },
  fullscreen: { entries: [SAID, call({ widget: frame({ mode: "fullscreen" }) })] },
  over: { entries: [SAID, call({ widget: frame({ mode: "fullscreen" }) })], approvals: [APPROVAL] },
  overPip: { entries: [SAID, call({ widget: frame({ mode: "pip" }) }), FOLLOW_UP], approvals: [APPROVAL] },
  rehearsed: {
    entries: [SAID, call({ state: "awaitingApproval", status: "Waiting for your approval" })],
    approvals: [
      approval(
        {},
        {
          refusedAt: new Date(Date.now() + 75_000).toISOString(),
          rehearsed: {
            step: 0,
            answer: "Always allow",
            choice: "always_allow",
            at: new Date(Date.now() + 2_000).toISOString(),
          },
        },
      ),
    ],
  },
  hostile: {
    entries: [SAID, call({ widget: frame({ mode: "fullscreen" }) })],
    approvals: [
      approval({
        question: "Allow ChatGPT to use \u202eBank\u202c <b>Allow</b>?",
        sentence: `Data shared includes: to\n\nAllow once ${"Z\u0351\u0357\u0304\u0300\u0306\u0361".repeat(8)} שלום ${"x".repeat(200)}`,
        payload: {
          name: "pay",
          arguments: {
            to: "\u202ebob\u200b\n\nDeny   Allow once",
            markup: "<img src=x onerror=alert(1)>",
            hebrew: "שלום, עולם",
            long: "0123456789".repeat(10_000),
          },
        },
      }),
    ],
  },
  pip: { entries: [SAID, call({ widget: frame({ mode: "pip" }) }), FOLLOW_UP] },
  open: { entries: [SAID, call({ widget: frame({ mode: "fullscreen", openInApp: true }) })] },
  modal: {
    entries: [SAID, board],
    modal: {
      title: "Move the card “Paint the stage”",
      appName: "Kanban board",
      frame: frame({ instance: "w9", mode: "modal" }),
    },
  },
  files: { entries: [SAID, board], prompt: prompt({ kind: "pickFiles", library: FILES, limit: 1000 }) },
  noFiles: { entries: [SAID, board], prompt: prompt({ kind: "pickFiles", library: [], limit: 1000 }) },
  save: {
    entries: [SAID, board],
    prompt: prompt({
      kind: "saveFiles",
      files: [
        { name: "cards.csv", size: 812 },
        { name: "Launch plan.pdf", size: 2_500_000 },
      ],
      folder: "/home/ada/Downloads",
    }),
  },
  saved: {
    entries: [SAID, board],
    prompt: prompt({
      kind: "seeSaved",
      paths: ["/home/ada/Downloads/cards.csv", "/home/ada/Downloads/Launch plan (2).pdf"],
      fault: "",
    }),
  },
  pay: { entries: [SAID, board], prompt: prompt({ kind: "pay", checkout: CHECKOUT }) },
  link: {
    entries: [SAID, board],
    prompt: prompt({ kind: "openLink", url: `https://example.com/cards/7?${"q=launch&".repeat(30)}` }),
  },
};

const DEVICES: Record<string, Device> = {
  phone: PHONE,
  lying: LYING,
  tablet: {
    ...PHONE,
    name: "iPad Pro 11",
    width: 834,
    height: 1194,
    platform: "iPad",
    safeArea: { top: 24, right: 0, bottom: 20, left: 0 },
    cutout: "none",
  },
  notch: { ...PHONE, cutout: "notch", safeArea: { ...PHONE.safeArea, top: 50 } },
  hole: { ...PHONE, cutout: "hole", safeArea: { ...PHONE.safeArea, top: 24, bottom: 24 } },
  plain: { ...PHONE, cutout: "none", safeArea: { ...PHONE.safeArea, top: 20, bottom: 0 } },
};

const page = window as Page & { __greenroomReceive?: (messages: unknown[]) => void };
page.__greenroom = { secret: "preview" };
page.ipc = { postMessage: (text) => console.log(text) };
await import("./main.tsx");
page.__greenroomReceive?.([
  {
    kind: "view",
    view: view({
      apps: [KANBAN, WEATHER],
      device: DEVICES[asked.get("device") ?? ""] ?? DESKTOP,
      theme: asked.get("theme") === "dark" ? "dark" : "light",
      ...SCENES[asked.get("scene") ?? "inline"],
    }),
  },
]);
