// A picture of a page as Playwright takes it: node picture.mjs CHROMIUM ADDRESS WIDTH HEIGHT RATIO FILE
import { chromium } from "playwright-core";

const [executablePath, address, width, height, ratio, path] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const page = await browser.newPage({
  viewport: { width: Number(width), height: Number(height) },
  deviceScaleFactor: Number(ratio),
  isMobile: true,
  hasTouch: true,
});
await page.goto(address, { waitUntil: "networkidle" });
await page.screenshot({ path, animations: "disabled" });
await browser.close();
