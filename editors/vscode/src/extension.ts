import * as vscode from "vscode";
import { INTERPRETER_SETTING, onDidSelectPython, PATH_SETTING } from "./candidates";
import { registerCommands } from "./commands";
import type { Found } from "./discovery";
import { Follower } from "./overview";
import { Pages } from "./pages";
import { LANGUAGES, Recognition, SCHEMES } from "./recognition";
import { ruleActions } from "./ruleActions";
import { Server } from "./server";
import { StatusBar } from "./statusBar";
import { TablesView } from "./tablesView";

// Others are asked for by the server when they change; these decide which server is started, and how.
const RESTARTING = [PATH_SETTING, INTERPRETER_SETTING, "reportlint.language"];

let server: Server | undefined;

/** What other extensions may know: the reportlint that is used. */
export interface Api {
  readonly server: () => (Found & { readonly running: boolean }) | undefined;
}

export function activate(context: vscode.ExtensionContext): Api {
  const log = vscode.window.createOutputChannel("reportlint", { log: true });
  const mine = (server = new Server(context, log));
  const recognition = new Recognition();
  const follower = new Follower(mine, recognition);
  const pages = new Pages(mine);
  context.subscriptions.push(
    log,
    recognition,
    follower,
    pages,
    new StatusBar(follower, mine),
    new TablesView(follower),
    registerCommands(mine, follower, pages, log),
    vscode.languages.registerCodeActionsProvider(
      SCHEMES.flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language }))),
      ruleActions,
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      mine.trust();
      void mine.lookAgain();
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (RESTARTING.some((name) => change.affectsConfiguration(name))) {
        void mine.restart();
      }
    }),
  );
  void mine.restart();
  void onDidSelectPython(() => void mine.lookAgain()).then((listening) => listening && context.subscriptions.push(listening));
  return { server: () => mine.found && { ...mine.found, running: mine.isRunning } };
}

export async function deactivate(): Promise<void> {
  await server?.dispose();
}
