// Drives a running VS Code in a browser as a person would, through everything that the extension shows, and prints
// what was to be seen after each step as JSON; the test judges it.
// usage: node vscode_workbench.mjs TASK.json
import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const task = JSON.parse(readFileSync(process.argv[2], "utf8"));
// playwright-core lies beside the tried VS Code and not in this repository.
const { chromium } = createRequire(join(task.modules, "package.json"))("playwright-core");

const PATIENCE = 90_000;
const SQUIGGLE = ".editor-instance [class*='squiggly-']";
const PROBLEM = ".markers-panel .monaco-table .monaco-list-row";
const MESSAGE = ".notifications-toasts .notification-list-item";
const TREE_ROW = "[id='workbench.view.extension.reportlint'] .monaco-list-row";
const INPUT = ".quick-input-widget input[type='text']";
const CHOICE = ".quick-input-widget .monaco-list-row";

// Letters without coloured edges make pictures a third smaller.
const options = ["--no-sandbox", "--disable-gpu", "--disable-lcd-text"];
const app = await chromium.launch({ executablePath: task.browser, args: options });
const context = await app.newContext({ viewport: { width: 980, height: 600 }, locale: "zh-CN" });
const page = await context.newPage();
// Stands in for a language pack, which no package registry has: the extension's own texts are then Chinese.
await page.addInitScript((language) => (globalThis._VSCODE_NLS_LANGUAGE = language), task.language);

const textsOf = (selector) =>
  page.locator(selector).evaluateAll((nodes) => nodes.map((node) => node.innerText.replaceAll("\u00a0", " ").replace(/\s*\n\s*/g, " | ")));
const linesOf = async () =>
  (await page.locator(".editor-instance .view-line").allInnerTexts()).map((line) => line.replaceAll("\u00a0", " "));
const until = async (read, wanted, what) => {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const value = await read();
    if (wanted(value)) {
      return value;
    }
    if (Date.now() > end) {
      throw new Error(`${what} did not come; there was ${JSON.stringify(value)}`);
    }
    await page.waitForTimeout(50);
  }
};
const some = (part) => (texts) => texts.some((text) => text.includes(part));
const none = (part) => (texts) => !texts.some((text) => text.includes(part));
const FILTER = ".panel .monaco-inputbox input[placeholder^='Filter']";
/** The findings with a word: the list has only those rows that are in view. */
async function findings(word) {
  if ((await page.locator(FILTER).inputValue()) !== word) {
    await page.locator(FILTER).fill(word);
    await page.waitForTimeout(500);
  }
  return (await textsOf(PROBLEM)).filter((text) => text.includes(word));
}
const problems = () => textsOf(PROBLEM);
/** How many errors, warnings and notes there are. */
const counts = async () => (await textsOf("[id='status.problems']")).join(" ").match(/\d+/g)?.map(Number) ?? [];
const total = async () => (await counts()).reduce((sum, one) => sum + one, 0);
const statusBar = () => textsOf("[id='reportlint.reportlint.reportlint.counts'], [id='reportlint.reportlint']");
const messages = () => textsOf(MESSAGE);
const tree = () => textsOf(TREE_ROW);
const tabs = () => textsOf(".tabs-container .tab");

async function choose(typed, wanted = typed) {
  await page.locator(INPUT).fill(typed);
  const row = page.locator(CHOICE, { hasText: wanted }).first();
  await row.waitFor({ timeout: PATIENCE });
  await row.click();
}
/** Runs a command. The palette goes when something else takes the focus, a panel that is closing for one: once more then. */
async function command(title) {
  const attempt = async () => {
    await page.keyboard.press("F1");
    await page.locator(INPUT).fill(`>${title}`, { timeout: 5_000 });
    await page.locator(CHOICE, { hasText: title }).first().click({ timeout: 10_000 });
    return true;
  };
  await until(() => attempt().catch(() => page.keyboard.press("Escape").then(() => false)), Boolean, `the command ${title}`);
}
/** The lens above the first line comes when that is shown already, and then stands above what is in view. */
async function lensesAtTheTop() {
  await page.mouse.move(640, 250);
  await page.mouse.wheel(0, -500);
  return textsOf(".codelens-decoration");
}
async function open(name) {
  await page.keyboard.press("Control+Shift+E");
  await page.locator(`.explorer-folders-view [aria-label^="${name}"]`).first().dblclick({ timeout: PATIENCE });
  await until(() => textsOf(".tabs-container .tab.active"), some(name), `the tab of ${name}`);
  await page.keyboard.press("Control+1");
}
async function goTo(line, column) {
  await page.keyboard.press("Control+G");
  await page.locator(INPUT).fill(`:${line}:${column}`);
  await page.keyboard.press("Enter");
}
async function clearMessages() {
  await command("Notifications: Clear All Notifications");
  await until(messages, (all) => !all.length, "no message");
}
async function shoot(name) {
  // The picture is of what is there to stay: no pointer, no blinking caret in the wrong half second.
  await page.mouse.move(490, 5);
  await page.waitForTimeout(600);
  mkdirSync(task.pictures, { recursive: true });
  await page.screenshot({ path: join(task.pictures, `${name}.png`) });
}
/** What a preview shows: a page in a frame in a frame. */
async function preview(heading) {
  return until(
    async () => {
      for (const frame of page.frames()) {
        const text = await frame.locator("h1").first().innerText({ timeout: 200 }).catch(() => "");
        if (text.includes(heading)) {
          return frame.locator("body").innerText();
        }
      }
      return "";
    },
    (text) => text !== "",
    `the page ${heading}`,
  );
}

const { titles, lines } = task;
const steps = {
  async opened() {
    await page.goto(task.url, { waitUntil: "domcontentloaded" });
    await page.waitForSelector(".editor-instance .view-line", { timeout: PATIENCE });
    await page.waitForSelector(SQUIGGLE, { timeout: PATIENCE, state: "attached" });
    await command("Problems: Focus on Problems View");
    await until(problems, (all) => all.length > 5, "the findings");
    return {
      status: await until(statusBar, some("/"), "the counts"),
      language: await until(() => textsOf("[id='status.editor.mode']"), some("年度报告"), "the language of reports"),
      counts: await until(counts, (all) => all.length > 1, "the number of findings"),
      problems: await problems(),
      squiggles: await page.locator(SQUIGGLE).count(),
      lenses: await until(lensesAtTheTop, some("42"), "the counts above the title"),
    };
  },
  async trusted() {
    const before = await findings(task.local);
    await command("Workspaces: Manage Workspace Trust");
    await page.locator(".workspace-trust-editor .monaco-button", { hasText: "Trust" }).first().click({ timeout: PATIENCE });
    const after = await until(() => findings(task.local), (all) => all.length > 0, "the finding of a local rule");
    await command("View: Close Editor");
    await until(tabs, none("Trust"), "the end of the page about trust");
    await findings("");
    await clearMessages();
    await page.keyboard.press("Control+1");
    await page.keyboard.press("Control+Home");
    await shoot("findings");
    return { before, after };
  },
  async quickFix() {
    await findings(task.fixable);
    await page.locator(PROBLEM, { hasText: task.fixable }).first().dblclick();
    await page.waitForTimeout(500);
    await page.keyboard.press("Control+.");
    await page.waitForSelector(".action-widget .monaco-list-row", { timeout: PATIENCE });
    const offered = await textsOf(".action-widget .monaco-list-row");
    await shoot("quick-fix");
    await page.locator(".action-widget .monaco-list-row.action", { hasText: task.fix }).first().click();
    await until(() => findings(task.fixable), (all) => !all.length, "the end of a finding");
    await findings("");
    return { offered, lines: await linesOf() };
  },
  async rulePage() {
    await findings(task.explained);
    await page.locator(PROBLEM, { hasText: task.explained }).first().dblclick();
    await page.waitForTimeout(500);
    await findings("");
    await page.keyboard.press("Control+1");
    await command(titles.showRule);
    const text = await preview(task.explained);
    await shoot("rule");
    await command("View: Close All Editors in Group");
    return { text, tabs: await tabs() };
  },
  async fixAll() {
    const before = await total();
    await page.keyboard.press("Control+1");
    await command(titles.fixAll);
    const after = await until(total, (count) => count < before, "fewer findings");
    return { before, after };
  },
  async wrongTotal() {
    await open("correct.txt");
    await until(statusBar, some("42/42"), "the counts of the correct report");
    const right = { status: await statusBar(), hints: await hintsNear() };
    await goTo(lines.total, lines.column);
    await page.keyboard.press("Backspace");
    await page.keyboard.type("6");
    const hints = await until(hintsNear, some("≠ 16"), "the hint of a wrong total");
    const found = await until(() => findings("TBL301"), (all) => all.length > 0, "the finding of a wrong total");
    await findings("");
    await until(statusBar, none("42/42"), "the counts of the wrong report");
    await page.locator("[id='reportlint.reportlint.reportlint.counts'], [id='reportlint.reportlint']").first().click();
    const rows = await until(tree, some("≠ 16"), "the sum in the view");
    await page.locator(TREE_ROW, { hasText: "≠ 16" }).first().click();
    await shoot("tables");
    const selected = await textsOf("[id='status.editor.selection']");
    await page.keyboard.press("Control+1");
    await page.keyboard.press("Control+Z");
    await page.keyboard.press("Control+Z");
    await until(statusBar, some("42/42"), "the counts of the right report again");
    return { right, hints, found, rows, selected, again: await until(tree, none("≠"), "the right sum in the view") };
    function hintsNear() {
      return textsOf(".editor-instance .view-line span[class*='dyn-rule']").then((all) => all.filter((one) => one.includes("Σ")));
    }
  },
  async formPage() {
    await command(titles.showForm);
    await choose("2023");
    const text = await preview("2023");
    await shoot("form");
    await command("View: Close All Editors in Group");
    return { text };
  },
  async skeleton() {
    await command(titles.insertSkeleton);
    await choose("2025");
    await until(linesOf, some("一、总体情况"), "the skeleton");
    await until(statusBar, some("6/6"), "the counts of the skeleton");
    await page.keyboard.type("青石镇人民政府");
    await until(linesOf, some("青石镇人民政府2025年政府信息公开工作年度报告"), "the name of the authority");
    await shoot("skeleton");
    return { lines: await linesOf(), status: await statusBar(), tabs: await tabs() };
  },
  async workspace() {
    await clearMessages();
    await command(titles.checkWorkspace);
    const said = await until(messages, some(task.checked), "the message of the check");
    const files = await until(() => findings(task.closed), (all) => all.length > 0, "the findings of a file that is not open");
    await findings("");
    await shoot("workspace");
    return { said, files };
  },
  async exported() {
    await clearMessages();
    await open("correct.txt");
    const input = page.locator(INPUT);
    const gone = (timeout) => input.waitFor({ state: "hidden", timeout }).then(() => true, () => false);
    // What is typed while the dialog still reads a folder is put behind that of the folder: then it is asked for anew.
    const attempt = async () => {
      await command(titles.exportHtml);
      await choose("");
      await page.waitForTimeout(700);
      await input.fill(task.target, { timeout: 2_000 });
      await page.waitForTimeout(700);
      if ((await input.inputValue({ timeout: 2_000 })).startsWith(task.target)) {
        await page.keyboard.press("Enter");
        if (await gone(3_000)) {
          return true;
        }
      }
      await page.keyboard.press("Escape");
      await gone(3_000);
      return false;
    };
    await until(() => attempt().catch(() => page.keyboard.press("Escape").then(() => false)), Boolean, "the end of the dialog");
    const said = await until(messages, (all) => all.length > 0 && !some("正在写")(all), "the message of the export");
    return { said };
  },
  async restarted() {
    await clearMessages();
    await command(titles.restart);
    await until(statusBar, (all) => !some("/")(all), "no counts");
    const status = await until(statusBar, some("42/42"), "the counts after the restart");
    return { status, said: await messages() };
  },
  async log() {
    await command(titles.showLog);
    // What it says is written by a part of VS Code that has to be compiled, and is missing here.
    const channels = () => page.locator(".panel select").evaluateAll((all) => all.map((one) => one.selectedOptions[0]?.text ?? ""));
    return { channel: await until(channels, some("reportlint"), "the log") };
  },
  async walkthrough() {
    await command("View: Toggle Panel Visibility");
    await command("Welcome: Open Walkthrough...");
    await choose("reportlint");
    const steps = await until(
      () => textsOf(".getting-started-step .step-title"),
      (all) => all.length >= 4,
      "the steps of the walkthrough",
    );
    await shoot("walkthrough");
    return { steps };
  },
  async activation() {
    // The list is in the order of the times and has only those rows that are in view: the page is made high enough for all.
    await page.setViewportSize({ width: 980, height: 4_000 });
    await command("Developer: Show Running Extensions");
    const rows = await until(
      () => textsOf(".runtime-extensions-editor .monaco-list-row"),
      (all) => all.some((text) => /reportlint.*Activation: \d+/.test(text)),
      "the time of the activation",
    );
    return { milliseconds: Number(rows.join("\n").match(/reportlint.*Activation: (\d+)/)[1]) };
  },
  async missing() {
    await until(messages, (all) => all.length > 0, "a message");
    // A second message would come right behind the first one.
    await page.waitForTimeout(2_000);
    return { said: await messages() };
  },
};

const seen = {};
try {
  for (const step of task.steps) {
    const begun = Date.now();
    if (step === "missing") {
      await page.goto(task.url, { waitUntil: "domcontentloaded" });
    }
    try {
      seen[step] = { ...(await steps[step]()), seconds: (Date.now() - begun) / 1000 };
    } catch (error) {
      seen.failed = `${step}: ${error.stack}`;
      await page.screenshot({ path: process.argv[2].replace(/json$/, "png") });
      break;
    }
  }
} finally {
  await app.close();
}
console.log(JSON.stringify(seen));
