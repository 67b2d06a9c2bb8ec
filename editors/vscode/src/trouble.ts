// What is said when there is no reportlint, or none that can be used, with what can be done about it.
import * as vscode from "vscode";
import { INTERPRETER_SETTING, PATH_SETTING, PYTHON_EXTENSION } from "./candidates";
import { type Discovery, MINIMUM, type Refusal } from "./discovery";

const PYTHON_PAGE = "https://www.python.org/downloads/";

/** Says it if nothing was found, or if something else was taken because what was found first is too old. */
export function tellDiscovery(discovery: Discovery & { setting: string | undefined }, log: vscode.LogOutputChannel): void {
  const { found, refused, setting } = discovery;
  const old = refused.find((one) => one.why === "old-reportlint");
  if (found) {
    if (old) {
      const message = vscode.l10n.t(
        'reportlint {0} ("{1}") is too old: {2} or newer is needed. Version {3} ({4}) is used instead.',
        old.detail,
        old.program,
        MINIMUM,
        found.version,
        found.source === "bundled" ? vscode.l10n.t("that came with the extension") : found.program,
      );
      void vscode.window.showWarningMessage(message, ...titles([openSettings(PATH_SETTING), showLog(log)])).then(run);
    }
    return;
  }
  if (setting) {
    tellTrouble(aboutSetting(setting, refused), log, setting);
    return;
  }
  const oldPython = refused.find((one) => one.why === "old-python");
  const broken = refused.find((one) => one.source === "bundled" && one.why === "broken");
  const message = oldPython
    ? vscode.l10n.t("reportlint needs Python 3.10 or newer; only {0} was found.", oldPython.detail)
    : broken
      ? vscode.l10n.t("reportlint could not be started: {0}", broken.detail)
      : vscode.l10n.t("reportlint needs Python 3.10 or newer, and none was found.");
  const actions = [openSettings(INTERPRETER_SETTING), getPython(), showLog(log)];
  if (vscode.extensions.getExtension(PYTHON_EXTENSION)) {
    actions.unshift(selectInterpreter());
  }
  show(message, actions);
}

function aboutSetting(setting: string, refused: readonly Refusal[]): string {
  const last = refused.at(-1);
  const program = last?.program ?? "";
  switch (last?.why) {
    case "old-reportlint":
      return vscode.l10n.t(
        'The setting "{0}" names reportlint {1} ("{2}"), which is too old: {3} or newer is needed.',
        setting,
        last.detail,
        program,
        MINIMUM,
      );
    case "old-python":
      return vscode.l10n.t('The setting "{0}" names {1} ("{2}"); Python 3.10 or newer is needed.', setting, last.detail, program);
    case "no-program":
      return vscode.l10n.t('The setting "{0}" names "{1}", which cannot be found or started.', setting, program);
    default:
      return vscode.l10n.t('The setting "{0}" names "{1}", which is not a reportlint that runs: {2}', setting, program, last?.detail ?? "");
  }
}

interface Action {
  readonly title: string;
  readonly run: () => unknown;
}

/** Says what is wrong, with buttons for the settings and the log. */
export function tellTrouble(message: string, log: vscode.LogOutputChannel, setting = PATH_SETTING): void {
  show(message, [openSettings(setting), showLog(log)]);
}

function show(message: string, actions: Action[]): void {
  void vscode.window.showErrorMessage(message, ...titles(actions)).then(run);
}

function titles(actions: Action[]): (Action & vscode.MessageItem)[] {
  return actions;
}

function run(chosen: Action | undefined): void {
  chosen?.run();
}

function openSettings(setting: string): Action {
  // Over SSH, in WSL or in a container the program is one of that machine, and its page alone lists it.
  const page = vscode.env.remoteName ? "openRemoteSettings" : "openSettings";
  return {
    title: vscode.l10n.t("Open settings"),
    run: () => vscode.commands.executeCommand(`workbench.action.${page}`, { query: setting }),
  };
}

function showLog(log: vscode.LogOutputChannel): Action {
  return { title: vscode.l10n.t("Show log"), run: () => log.show() };
}

function selectInterpreter(): Action {
  return {
    title: vscode.l10n.t("Select interpreter"),
    run: () => vscode.commands.executeCommand("python.setInterpreter"),
  };
}

function getPython(): Action {
  return {
    title: vscode.l10n.t("Get Python"),
    run: () => vscode.env.openExternal(vscode.Uri.parse(PYTHON_PAGE)),
  };
}
