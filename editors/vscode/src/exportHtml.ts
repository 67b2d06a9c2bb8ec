// The report of all findings as an HTML file, written by the command line of the reportlint that was found.
import { spawn } from "node:child_process";
import { basename, dirname, extname, join, sep } from "node:path";
import * as vscode from "vscode";
import { environment, type Found } from "./discovery";
import { isCandidate } from "./recognition";
import { messageLanguage, type Server } from "./server";
import { tellTrouble } from "./trouble";

interface Ended {
  /** The exit status; null if it was ended. */
  readonly status: number | null;
  readonly output: string;
}

// Findings are no failure of the command line; what is greater is one.
const FINDINGS = 1;

/** Asks what to export and where to, and writes it. `paths` and `target` are asked for where they are not given. */
export async function exportHtml(
  server: Server,
  log: vscode.LogOutputChannel,
  report: vscode.TextDocument | undefined,
  paths?: string[],
  target?: vscode.Uri,
): Promise<boolean> {
  await server.ready();
  const found = server.found;
  if (!found) {
    tellTrouble(vscode.l10n.t("reportlint is not running."), log);
    return false;
  }
  const checked = paths ?? (await choosePaths(report));
  if (!checked?.length) {
    return false;
  }
  const written = target ?? (await chooseTarget(checked[0] ?? ""));
  if (!written) {
    return false;
  }
  if (!(await knowsHtml(found))) {
    const message = vscode.l10n.t("reportlint {0} cannot write HTML. Please install a newer version.", found.version);
    tellTrouble(message, log);
    return false;
  }
  // What is typed and not saved would be missing from it.
  const unsaved = vscode.workspace.textDocuments.filter((one) => one.isDirty && isCandidate(one) && isWithin(one.uri, checked));
  await Promise.all(unsaved.map((one) => one.save()));
  const title = vscode.l10n.t("Writing the HTML report");
  const progress = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const ended = await vscode.window.withProgress(progress, (_, token) => {
    const args = ["check", "--output-format", "html", "--output-file", written.fsPath, "--", ...checked];
    return run(found, args, folderOf(checked[0] ?? ""), token);
  });
  if (ended.status === null) {
    return false;
  }
  if (ended.output) {
    log.info(ended.output);
  }
  if (ended.status > FINDINGS) {
    const last = ended.output.trim().split("\n").at(-1) ?? "";
    tellTrouble(vscode.l10n.t("The HTML report could not be written: {0}", last), log);
    return false;
  }
  void offerToOpen(written);
  return true;
}

function isWithin(uri: vscode.Uri, paths: readonly string[]): boolean {
  return paths.some((path) => uri.fsPath === path || uri.fsPath.startsWith(path + sep));
}

async function choosePaths(report: vscode.TextDocument | undefined): Promise<string[] | undefined> {
  const folders = (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === "file")
    .map(({ uri }) => uri.fsPath);
  const file = report?.uri.scheme === "file" ? report.uri.fsPath : undefined;
  if (!file || !folders.length) {
    if (!file && !folders.length) {
      void vscode.window.showInformationMessage(vscode.l10n.t("Open a folder or a saved report first."));
    }
    return file ? [file] : folders;
  }
  const choices = [
    { label: vscode.l10n.t("This report"), description: basename(file), paths: [file] },
    { label: vscode.l10n.t("All reports in the folders"), description: folders.map((one) => basename(one)).join(", "), paths: folders },
  ];
  return (await vscode.window.showQuickPick(choices, { title: vscode.l10n.t("What should the HTML report be about?") }))?.paths;
}

function chooseTarget(path: string): Thenable<vscode.Uri | undefined> {
  const name = `${basename(path, extname(path))}-reportlint.html`;
  return vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.file(join(dirname(path), name)),
    filters: { HTML: ["html"] },
    title: vscode.l10n.t("Save the HTML report"),
  });
}

/** Settings and ignored findings count as they do for who runs it in the report's folder. */
function folderOf(path: string): string {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path))?.uri.fsPath ?? dirname(path);
}

async function knowsHtml(found: Found): Promise<boolean> {
  return /\bhtml\b/.test((await run(found, ["check", "--help"], dirname(found.program))).output);
}

function run(found: Found, args: string[], folder: string, token?: vscode.CancellationToken): Promise<Ended> {
  return new Promise((resolve) => {
    const env = environment({ REPORTLINT_LANG: messageLanguage() });
    const child = spawn(found.program, [...found.args, ...args], { cwd: folder, env, windowsHide: true });
    const pieces: Buffer[] = [];
    child.stdout.on("data", (piece: Buffer) => pieces.push(piece));
    child.stderr.on("data", (piece: Buffer) => pieces.push(piece));
    const stop = token?.onCancellationRequested(() => child.kill());
    const end = (status: number | null, more = ""): void => {
      stop?.dispose();
      resolve({ status, output: Buffer.concat(pieces).toString("utf8") + more });
    };
    child.on("error", (error) => end(2, error.message));
    child.on("close", (status) => end(status));
  });
}

async function offerToOpen(written: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t("Open");
  const message = vscode.l10n.t("The HTML report was written: {0}", basename(written.fsPath));
  if ((await vscode.window.showInformationMessage(message, open)) === open) {
    await vscode.env.openExternal(written);
  }
}
