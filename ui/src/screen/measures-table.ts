/** The measures of ChatGPT's screen, as far as anybody has taken them. How they are held against the page is in measures.ts. */
import { boxOf } from "./device-lengths";
import type { Measure, Room } from "./measures";

const SKYBRIDGE = "observed: skybridge's shell, August 2026";
const SUNPEAK = "observed: sunpeak's shell, May to July 2026";
const KIT = "documented: OpenAI's UI library 0.2.2";

type Read = Measure["read"];
const width: Read = (element) => boxOf(element).width;
const height: Read = (element) => boxOf(element).height;
/** A length where the engine writes one. */
const style =
  (property: string): Read =>
  (element) => {
    const value = getComputedStyle(element).getPropertyValue(property);
    return /^-?[\d.]+px$/.test(value) ? Number.parseFloat(value) : value;
  };
/** From the edge of what the element stands in. */
const from =
  (edge: "top" | "left", ancestor: string): Read =>
  (element) => {
    const outer = element.closest(ancestor);
    return boxOf(element)[edge] - (outer ? boxOf(outer)[edge] : 0);
  };

const always = (value: number | string) => () => value;
const on = (desktop: number | string | null, phone: number | string | null) => (room: Room) =>
  room.form === "desktop" ? desktop : phone;
const themed = (light: string, dark: string) => (room: Room) => (room.theme === "dark" ? dark : light);

function row(
  what: string,
  selector: string,
  read: Read,
  expected: Measure["expected"],
  source: string,
): Measure {
  return { what, selector, read, expected, source };
}

const SIDEBAR_WIDTH = (room: Room) => (room.width >= 1060 ? 260 : 52);
const INLINE_PLACE = '.widget-place[data-mode="inline"]';
const INLINE = `${INLINE_PLACE} .widget-clip`;
const BORDERED = '.widget-place[data-mode="inline"][data-border="true"] .widget-clip';

export const FURNITURE: Measure[] = [
  row("Header", ".header", height, always(52), SKYBRIDGE),
  row("Sidebar", '.screen:not([data-cover="fullscreen"]) > .sidebar', width, SIDEBAR_WIDTH, SKYBRIDGE),
  row("Rail in fullscreen", '[data-cover="fullscreen"] > .sidebar', width, always(52), SKYBRIDGE),
  row("Row of the sidebar", ".sidebar-entry", height, always(36), SKYBRIDGE),
  row("Its radius", ".sidebar-entry", style("border-top-left-radius"), always(10), SKYBRIDGE),
  row("Its text", ".sidebar-entry", style("font-size"), always(14), SKYBRIDGE),
  row("Its line", ".sidebar-entry", style("line-height"), always(20), SKYBRIDGE),
  row("Its icon", ".sidebar-entry svg", width, always(20), SKYBRIDGE),
  row("Menu button of a phone", ".header-menu", height, always(40), SKYBRIDGE),
  row("Its radius", ".header-menu", style("border-top-left-radius"), always(12), SKYBRIDGE),
  row("Composer, one line", ".composer-pill", style("min-height"), always(52), SKYBRIDGE),
  row("Its edge", ".composer-pill", style("border-top-width"), always(1), SKYBRIDGE),
  row("Its radius on phones", ".composer-pill", style("border-top-left-radius"), on(null, 28), SKYBRIDGE),
  row("Its padding on phones", ".composer-pill", padding, on(null, 8), SKYBRIDGE),
  row("Its sides on desktops", ".composer", style("padding-left"), on(16, null), SKYBRIDGE),
  row(
    "The space below it",
    ".composer",
    style("padding-bottom"),
    (room) => (room.form === "desktop" ? 24 : 16 + room.safeBottom),
    SKYBRIDGE,
  ),
  row(
    "Its shadow",
    ".composer-pill",
    style("box-shadow"),
    on("rgba(0, 0, 0, 0.06) 0px 4px 16px 0px", "rgba(0, 0, 0, 0.08) 0px 2px 12px 0px"),
    SKYBRIDGE,
  ),
  row("Round button", ".composer-send", width, on(38, 36), SKYBRIDGE),
];

export const THREAD: Measure[] = [
  row("Thread column", ".column", width, (room) => Math.min(768, room.thread), SKYBRIDGE),
  row("Its sides", ".column", style("padding-left"), always(16), SKYBRIDGE),
  row("Text", "body", style("font-size"), always(16), KIT),
  row("Its line", "body", style("line-height"), always(24), KIT),
  row(
    "Bubble, its radius",
    ".bubble",
    style("border-top-left-radius"),
    on(24, 22),
    `${SKYBRIDGE}; ${SUNPEAK}`,
  ),
  row("Its padding above", ".bubble", style("padding-top"), always(10), SUNPEAK),
  row("Its padding at the sides", ".bubble", style("padding-left"), always(16), SUNPEAK),
  row("Its greatest width", ".message", style("max-width"), always("70%"), SUNPEAK),
  row("Icon of an app", ".call-label .app-icon", width, always(20), SKYBRIDGE),
  row("From label to widget", ".call", style("row-gap"), always(12), SKYBRIDGE),
  row(
    "Inline widget",
    INLINE,
    width,
    (room) => Math.min(768, room.thread) - (room.form === "desktop" ? 0 : 32),
    SKYBRIDGE,
  ),
  row("Its radius on phones", INLINE, style("border-top-left-radius"), on(null, 12), SKYBRIDGE),
  row("Its edge on phones", INLINE, style("border-top-width"), on(null, 1), SKYBRIDGE),
  row(
    "Its radius with a border",
    BORDERED,
    style("border-top-left-radius"),
    always(12),
    "chosen: as on phones",
  ),
];

export const MODES: Measure[] = [
  row("Bar in fullscreen", ".fullscreen-bar", height, always(52), SKYBRIDGE),
  row(
    "Its X, from the left",
    ".fullscreen-bar .icon-button",
    from("left", ".fullscreen-bar"),
    always(8),
    "chosen",
  ),
  row(
    "Floating widget, below the header",
    '[data-mode="pip"] .widget-clip',
    (element, room) => boxOf(element).top - room.header.bottom,
    always(16),
    SKYBRIDGE,
  ),
  row(
    "Its width",
    '[data-mode="pip"] .widget-clip',
    width,
    (room) => Math.min(768, room.thread - 32),
    SKYBRIDGE,
  ),
  row("Its radius", '[data-mode="pip"] .widget-clip', style("border-top-left-radius"), always(24), SKYBRIDGE),
  row(
    "Its shadow",
    '[data-mode="pip"] .widget-clip',
    style("box-shadow"),
    always("rgba(0, 0, 0, 0.12) 0px 8px 32px 0px"),
    SKYBRIDGE,
  ),
  row("Its X", ".pip-close", width, always(32), SKYBRIDGE),
  row("Its colour", ".pip-close", style("background-color"), always("rgb(65, 65, 65)"), SKYBRIDGE),
  row("From the left corner", ".pip-close", from("left", ".widget-box"), always(-10), SKYBRIDGE),
  row("From the top corner", ".pip-close", from("top", ".widget-box"), always(-10), SKYBRIDGE),
];

export const COLOURS: Measure[] = [
  row("Page", "body", style("background-color"), themed("rgb(252, 252, 252)", "rgb(0, 0, 0)"), SKYBRIDGE),
  row("Text", "body", style("color"), themed("rgb(13, 13, 13)", "rgb(255, 255, 255)"), SKYBRIDGE),
  row(
    "Quieter text",
    ".call-status",
    style("color"),
    themed("rgb(93, 93, 93)", "rgb(205, 205, 205)"),
    SKYBRIDGE,
  ),
  row(
    "Composer",
    ".composer-pill",
    style("background-color"),
    themed("rgb(255, 255, 255)", "rgb(33, 33, 33)"),
    SKYBRIDGE,
  ),
];

/** Within the edge, which ChatGPT's number includes. */
function padding(element: HTMLElement): number {
  const { paddingLeft, borderLeftWidth } = getComputedStyle(element);
  return Number.parseFloat(paddingLeft) + Number.parseFloat(borderLeftWidth);
}
