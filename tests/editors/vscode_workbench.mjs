// Drives a running VS Code in a browser and prints what a person would see as JSON; the test judges it.
// usage: node vscode_workbench.mjs '{"modules": ..., "browser": ..., "url": ..., "want": ..., "screenshot": ...}'
import { createRequire } from "node:module";
import { join } from "node:path";

const { modules, browser, url, want, screenshot } = JSON.parse(process.argv[2]);
// playwright-core lies beside the tried VS Code and not in this repository.
const { chromium } = createRequire(join(modules, "package.json"))("playwright-core");

const PATIENCE = 60_000;
const SQUIGGLE = ".editor-instance [class*='squiggly-']";
// The first level of the tree holds files, the second findings, the third places related to a finding.
const PROBLEM = ".markers-panel .monaco-list-row[aria-level='2']";
const MESSAGE = ".notifications-toasts .notification-list-item";

const textsOf = (page, selector) =>
  page.locator(selector).evaluateAll((nodes) => nodes.map((node) => node.innerText.replace(/\s*\n\s*/g, " | ")));

const app = await chromium.launch({ executablePath: browser, args: ["--no-sandbox", "--disable-gpu"] });
try {
  const context = await app.newContext({ viewport: { width: 1400, height: 900 }, locale: "en-US" });
  const page = await context.newPage();
  await page.goto(url, { waitUntil: "domcontentloaded" });
  await page.waitForSelector(".editor-instance .view-line", { timeout: PATIENCE });
  try {
    if (want === "findings") {
      await page.keyboard.press("Control+Shift+M");
      // A squiggle exists only on lines in view, and this click scrolls to one.
      await page.locator(PROBLEM).first().click({ timeout: PATIENCE });
      await page.waitForSelector(SQUIGGLE, { timeout: PATIENCE, state: "attached" });
    } else {
      await page.waitForSelector(MESSAGE, { timeout: PATIENCE });
    }
    // A second message or further entries would come right behind the first one.
    await page.waitForTimeout(2_000);
  } finally {
    // When nothing came, the picture shows what was there instead.
    if (screenshot) {
      await page.screenshot({ path: screenshot });
    }
  }
  const seen = {
    squiggles: await page.locator(SQUIGGLE).count(),
    problems: await textsOf(page, PROBLEM),
    messages: await textsOf(page, MESSAGE),
  };
  console.log(JSON.stringify(seen));
} finally {
  await app.close();
}
