// Opens a window of VS Code that runs a test inside its extension host, and waits for its end.
// usage: node vscode_api.mjs TASK.json
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const task = JSON.parse(readFileSync(process.argv[2], "utf8"));
// playwright-core lies beside the tried VS Code and not in this repository.
const { chromium } = createRequire(join(task.modules, "package.json"))("playwright-core");

const PATIENCE = 300_000;

const app = await chromium.launch({ executablePath: task.browser, args: ["--no-sandbox", "--disable-gpu"] });
const page = await app.newPage();
const said = [];
const ended = new Promise((resolve) => page.exposeFunction("codeAutomationExit", resolve));
await page.exposeFunction("codeAutomationLog", (kind, words) => said.push(`${kind}: ${words.join(" ")}`));
await page.goto(task.url);
const late = new Promise((resolve) => setTimeout(() => resolve("late"), PATIENCE).unref());
const status = await Promise.race([ended, late]);
await app.close();
console.log(JSON.stringify({ status, said }));
