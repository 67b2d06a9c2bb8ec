// The commands of the palette and the menus.
import * as vscode from "vscode";
import { exportHtml } from "./exportHtml";
import type { Follower } from "./overview";
import type { Pages } from "./pages";
import { LANGUAGES, MARKDOWN } from "./recognition";
import { codesAt } from "./ruleActions";
import type { Server } from "./server";

export function registerCommands(
  server: Server,
  follower: Follower,
  pages: Pages,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const all: Record<string, (...args: never[]) => unknown> = {
    checkWorkspace: () => checkWorkspace(server),
    // VS Code itself says it where there is nothing to fix.
    fixAll: () =>
      vscode.commands.executeCommand("editor.action.sourceAction", { kind: "source.fixAll.reportlint", apply: "first" }),
    insertSkeleton: (year?: number) => insertSkeleton(server, year),
    showForm: (year?: number) => showForm(server, pages, follower, year),
    showRule: (code?: string) => showRule(pages, code),
    exportHtml: (paths?: string[], target?: vscode.Uri) => exportHtml(server, log, follower.overview && follower.document, paths, target),
    restart: () => server.restart(),
    showLog: () => log.show(),
  };
  return vscode.Disposable.from(
    ...Object.entries(all).map(([name, run]) => vscode.commands.registerCommand(`reportlint.${name}`, run)),
  );
}

async function checkWorkspace(server: Server): Promise<{ reports: number; findings: number } | undefined> {
  if (!vscode.workspace.workspaceFolders?.length) {
    void vscode.window.showInformationMessage(vscode.l10n.t("Open the folder with the reports first."));
    return undefined;
  }
  // The server shows the progress, and it can be cancelled there.
  const command = "reportlint.checkWorkspace";
  const checked = await server.demand<{ reports: number; findings: number }>("workspace/executeCommand", { command });
  if (checked) {
    if (checked.findings) {
      await vscode.commands.executeCommand("workbench.panel.markers.view.focus");
    }
    const message = vscode.l10n.t("{0} reports checked, {1} findings.", checked.reports, checked.findings);
    void vscode.window.showInformationMessage(message);
  }
  return checked;
}

/** Into the active editor if its text is empty, else into a new one: nothing that was written is touched. */
async function insertSkeleton(server: Server, given?: number): Promise<void> {
  const year = given ?? (await chooseYear(server, vscode.l10n.t("Which year is the report on?")));
  if (year === undefined) {
    return;
  }
  const active = vscode.window.activeTextEditor;
  const empty = active && LANGUAGES.includes(active.document.languageId) && !active.document.getText().trim();
  const editor = empty
    ? active
    : await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: MARKDOWN }));
  const markdown = ["markdown", MARKDOWN].includes(editor.document.languageId);
  const skeleton = await server.demand<{ snippet: string }>("reportlint/skeleton", { year, markdown });
  if (skeleton) {
    const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
    // The blanks between the cells are right as they are.
    await editor.insertSnippet(new vscode.SnippetString(skeleton.snippet), whole, { undoStopBefore: true, undoStopAfter: true });
  }
}

async function showForm(server: Server, pages: Pages, follower: Follower, given?: number): Promise<void> {
  const title = vscode.l10n.t("The form of which year?");
  const year = given ?? (await chooseYear(server, title, follower.overview?.year ?? undefined));
  if (year !== undefined && !(await pages.show(`${year}`, { method: "reportlint/formPage", year }, follower.document))) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There is no prescribed form for {0}.", year));
  }
}

async function showRule(pages: Pages, given?: string): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const code = given ?? (editor && (await chooseCode(editor)));
  if (code && !(await pages.show(code, { method: "reportlint/rulePage", code }, editor?.document))) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There is no page for {0}.", code));
  }
}

async function chooseCode(editor: vscode.TextEditor): Promise<string | undefined> {
  const here = codesAt(editor.document, editor.selection);
  // Far from any finding, those of the whole report are offered.
  const codes = here.length ? here : codesAt(editor.document).sort();
  if (!codes.length) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There is no finding in this document."));
    return undefined;
  }
  const title = vscode.l10n.t("The page of which rule?");
  return here.length === 1 ? here[0] : vscode.window.showQuickPick(codes, { title });
}

async function chooseYear(server: Server, title: string, likely?: number): Promise<number | undefined> {
  const years = (await server.demand<number[]>("reportlint/years", {})) ?? [];
  const ordered = likely === undefined ? years : [likely, ...years.filter((year) => year !== likely)];
  const chosen = ordered.length ? await vscode.window.showQuickPick(ordered.map(String), { title }) : undefined;
  return chosen === undefined ? undefined : Number(chosen);
}
