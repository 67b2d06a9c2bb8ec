// Runs inside VS Code's extension host, where it uses what extensions and people's settings use, and writes down what
// came of it; the test judges. What does not come in time is written down as it was last seen.
const vscode = require("vscode");
const fs = require("node:fs");
const path = require("node:path");

const PATIENCE = 60_000;
const folder = vscode.workspace.workspaceFolders[0].uri;
const task = JSON.parse(fs.readFileSync(path.join(folder.fsPath, "task.json"), "utf8"));

async function until(read, wanted = Boolean) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const value = await read();
    if (wanted(value) || Date.now() > end) {
      return value;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const set = (name, value) =>
  vscode.workspace.getConfiguration().update(name, value, vscode.ConfigurationTarget.Global);
const open = async (name) => {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, name));
  await vscode.window.showTextDocument(document);
  return document;
};
const codes = (uri) => vscode.languages.getDiagnostics(uri).map(({ code }) => code.value ?? code);

const steps = {
  async sources() {
    const { server } = await vscode.extensions.getExtension("reportlint.reportlint").activate();
    const now = (source) => until(server, (one) => (source ? one?.running && one.source === source : !one));
    const found = { first: await now("bundled") };
    await vscode.commands.executeCommand("fake-python.select", task.python);
    found.environment = await now("environment");
    process.env.PATH = task.programs + path.delimiter + process.env.PATH;
    await vscode.commands.executeCommand("fake-python.select", "");
    found.PATH = await now("PATH");
    await set("reportlint.interpreter", task.python);
    found.interpreter = await now("interpreter");
    await set("reportlint.path", path.join(task.programs, "reportlint"));
    found.path = await now("path");
    await set("reportlint.path", path.join(task.programs, "missing"));
    found.missing = (await now(undefined)) ?? null;
    await set("reportlint.path", undefined);
    found.again = await now("interpreter");
    return found;
  },
  async languages() {
    const named = await open("一.gongkai.md");
    const plain = await open("说明.txt");
    const text = await open("correct.txt");
    await until(() => text.languageId, (id) => id === "gongkai-text");
    const first = plain.languageId;
    const other = await open("年报/二.md");
    const before = other.languageId;
    await set("reportlint.files", ["**/年报/*.md"]);
    await until(() => other.languageId, (id) => id !== before);
    return { named: named.languageId, plain: first, text: text.languageId, before, after: other.languageId };
  },
  async features() {
    const document = await open("correct.txt");
    await until(() => codes(document.uri), (all) => all.length === 0);
    const at = document.positionAt(document.getText().indexOf(task.total) + task.total.length);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(at.translate(0, -2), at), "16");
    await vscode.workspace.applyEdit(edit);
    const found = await until(() => codes(document.uri), (all) => all.length > 0);
    const range = new vscode.Range(at, at);
    const hints = await vscode.commands.executeCommand("vscode.executeInlayHintProvider", document.uri, range);
    const actions = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", document.uri, range);
    const symbols = await vscode.commands.executeCommand("vscode.executeDocumentSymbolProvider", document.uri);
    const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, at);
    const end = document.lineAt(document.lineCount - 1).range.end;
    const offered = await vscode.commands.executeCommand("vscode.executeCompletionItemProvider", document.uri, end);
    await vscode.commands.executeCommand("workbench.action.files.revert");
    return {
      found,
      hints: hints.map(({ label }) => label),
      actions: actions.map(({ title }) => title),
      symbols: symbols.map(({ name }) => name),
      hovers: hovers.flatMap(({ contents }) => contents.map((one) => one.value)),
      snippets: offered.items.map(({ label }) => label.label ?? label),
    };
  },
  async virtual() {
    const text = fs.readFileSync(path.join(folder.fsPath, "planted-defects.txt"));
    const none = () => new vscode.Disposable(() => undefined);
    const change = new vscode.EventEmitter();
    vscode.workspace.registerFileSystemProvider(
      "vscode-vfs",
      {
        onDidChangeFile: change.event,
        watch: none,
        stat: () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: text.length }),
        readFile: () => text,
        readDirectory: () => [],
        createDirectory: () => undefined,
        writeFile: () => undefined,
        delete: () => undefined,
        rename: () => undefined,
      },
      { isReadonly: true },
    );
    const uri = vscode.Uri.parse("vscode-vfs://nowhere/report.txt");
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    return { codes: await until(() => codes(uri), (all) => all.length > 0) };
  },
  async commands() {
    const known = new Set(await vscode.commands.getCommands(true));
    const contributed = vscode.extensions.getExtension("reportlint.reportlint").packageJSON.contributes.commands;
    const checked = await vscode.commands.executeCommand("reportlint.checkWorkspace");
    const target = path.join(folder.fsPath, "findings.html");
    const paths = [path.join(folder.fsPath, "planted-defects.txt")];
    const exported = await vscode.commands.executeCommand("reportlint.exportHtml", paths, vscode.Uri.file(target));
    await vscode.commands.executeCommand("reportlint.showRule", "TBL302");
    const tabs = await until(
      () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)),
      (all) => all.some((label) => label.includes("TBL302")),
    );
    return {
      unknown: contributed.map(({ command }) => command).filter((command) => !known.has(command)),
      checked,
      exported,
      written: fs.existsSync(target) ? fs.readFileSync(target, "utf8") : null,
      tabs,
    };
  },
};

exports.run = async () => {
  const seen = {};
  try {
    for (const [name, step] of Object.entries(steps)) {
      const begun = Date.now();
      seen[name] = { ...(await step()), seconds: (Date.now() - begun) / 1000 };
    }
  } catch (error) {
    seen.failed = error.stack;
    throw error;
  } finally {
    fs.writeFileSync(path.join(folder.fsPath, "seen.json"), JSON.stringify(seen));
  }
};
