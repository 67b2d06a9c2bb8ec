// Where reportlint may be, in the order in which it is looked for.
import { isAbsolute, join } from "node:path";
import * as vscode from "vscode";
import type { Candidate } from "./discovery";

export const PATH_SETTING = "reportlint.path";
export const INTERPRETER_SETTING = "reportlint.interpreter";
export const PYTHON_EXTENSION = "ms-python.python";

/** What is needed of the interface that the Python extension has for others. */
interface PythonExtension {
  readonly environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    resolveEnvironment(
      environment: { readonly path: string } | string,
    ): Promise<{ readonly executable: { readonly uri: vscode.Uri | undefined } } | undefined>;
    readonly onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

export interface Candidates {
  readonly all: readonly Candidate[];
  /** The setting that names the only ones that are wanted, if there is one. */
  readonly setting: string | undefined;
}

/** The candidates as settings and environment are now. */
export async function findCandidates(extensionFolder: string): Promise<Candidates> {
  const launcher = join(extensionFolder, "bundled", "launch.py");
  const installed = (source: Candidate["source"], python: string): Candidate => ({
    source,
    program: python,
    args: [launcher],
  });
  // The copy brings all that it needs: what else is in that Python must not get in between.
  const bundled = (python: string, ...args: string[]): Candidate => ({
    source: "bundled",
    program: python,
    args: [...args, "-I", "-X", "utf8", launcher, "--bundled"],
  });

  const path = setting(PATH_SETTING);
  if (path) {
    return { all: [{ source: "path", program: path, args: [] }], setting: PATH_SETTING };
  }
  const interpreter = setting(INTERPRETER_SETTING);
  if (interpreter) {
    return { all: [installed("interpreter", interpreter), bundled(interpreter)], setting: INTERPRETER_SETTING };
  }
  // The folder itself may say which environment is selected, and that is a program of its own.
  const selected = vscode.workspace.isTrusted ? await selectedPython() : undefined;
  const all: Candidate[] = selected ? [installed("environment", selected)] : [];
  all.push({ source: "PATH", program: "reportlint", args: [] });
  if (selected) {
    all.push(bundled(selected));
  }
  all.push(bundled("python3"), bundled("python"));
  if (process.platform === "win32") {
    all.push(bundled("py", "-3"));
  }
  return { all, setting: undefined };
}

/** Tells when another Python environment is selected, once the Python extension runs. */
export async function onDidSelectPython(then: () => void): Promise<vscode.Disposable | undefined> {
  return (await pythonExtension())?.environments?.onDidChangeActiveEnvironmentPath(then);
}

async function selectedPython(): Promise<string | undefined> {
  const environments = (await pythonExtension())?.environments;
  try {
    const active = environments?.getActiveEnvironmentPath(vscode.workspace.workspaceFolders?.[0]?.uri);
    return active && (await environments?.resolveEnvironment(active))?.executable.uri?.fsPath;
  } catch {
    // What cannot be told is not selected.
    return undefined;
  }
}

async function pythonExtension(): Promise<PythonExtension | undefined> {
  const extension = vscode.extensions.getExtension<PythonExtension>(PYTHON_EXTENSION);
  try {
    return await extension?.activate();
  } catch {
    // Another extension's trouble is told by VS Code; reportlint may be elsewhere.
    return undefined;
  }
}

/** A setting that names a program, with the folder and the home directory filled in. */
function setting(name: string): string {
  const written = vscode.workspace.getConfiguration().get<string>(name, "").trim();
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const home = process.env.HOME ?? process.env.USERPROFILE ?? "";
  const filled = written.replace(/^\$\{workspaceFolder\}/, folder ?? "").replace(/^(~|\$\{userHome\})(?=[\\/])/, home);
  // A bare name is looked for on the PATH; "./venv/bin/reportlint" means a place in the folder.
  return folder && /[\\/]/.test(filled) && !isAbsolute(filled) ? join(folder, filled) : filled;
}
