import * as vscode from "vscode";
import {
  CloseAction,
  LanguageClient,
  LanguageClientOptions,
  RevealOutputChannelOn,
  ServerOptions,
  State,
} from "vscode-languageclient/node";

const SECTION = "reportlint";
const COMMAND_SETTING = "reportlint.server.command";
const LANGUAGE_SETTING = "reportlint.language";
const RESTARTS_AFTER_CRASH = 3;

let log: vscode.LogOutputChannel;
let extensionFolder: string;
let client: LanguageClient | undefined;
let restarting: Promise<void> | undefined;

/** The base class opens a pop-up of its own for each step of one failure; here they only go to the log. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown, showNotification?: boolean | "force"): void {
    super.error(message, data, showNotification === "force" ? false : showNotification);
  }
}

export function activate(context: vscode.ExtensionContext): void {
  extensionFolder = context.extensionPath;
  log = vscode.window.createOutputChannel("reportlint", { log: true });
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand("reportlint.restart", restart),
    vscode.commands.registerCommand("reportlint.showLog", () => log.show()),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration(COMMAND_SETTING) || change.affectsConfiguration(LANGUAGE_SETTING)) {
        void restart();
      }
    }),
  );
  start();
}

export async function deactivate(): Promise<void> {
  await restarting;
  await stop();
}

function restart(): Promise<void> {
  // Reasons come in pairs, as trust also makes settings of the folder valid; the start reads the newest state.
  restarting ??= stop().then(() => {
    restarting = undefined;
    start();
  });
  return restarting;
}

async function stop(): Promise<void> {
  const old = client;
  client = undefined;
  try {
    await old?.dispose();
  } catch (error) {
    // A server that hangs or never finished starting cannot say goodbye; the client ends its process anyway.
    log.warn(String(error));
  }
}

function start(): void {
  const command = vscode.workspace.getConfiguration(SECTION).get<string[]>("server.command", []);
  const [program, ...args] = command;
  if (!program) {
    report(
      vscode.l10n.t(
        'reportlint: the setting "reportlint.server.command" is empty, so the language server was not started.',
      ),
    );
    return;
  }
  const shown = command.join(" ");
  const trusted = vscode.workspace.isTrusted;
  const server: ServerOptions = {
    command: program,
    args,
    // Windows looks for programs, and "python -m" for modules, in the working directory first:
    // in a folder that is not trusted this must not be the folder itself.
    options: trusted ? {} : { cwd: extensionFolder },
  };
  const options: LanguageClientOptions = {
    documentSelector: ["file", "untitled"].flatMap((scheme) => [
      { scheme, language: "plaintext" },
      { scheme, language: "markdown" },
    ]),
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // Findings come by themselves: the client asks for them only when a document is opened, unless it is told otherwise.
    initializationOptions: { language: messageLanguage(), trusted, pull: false },
    // Without a handler the client shows the raw error of the server; the state listener below says it once.
    initializationFailedHandler: () => false,
    errorHandler: {
      error: (error, message, count) => crashes.error(error, message, count),
      closed: async () => {
        // A server that ends before it is ready would do so again: only one that ran gets another chance.
        if (next.state !== State.Running) {
          return { action: CloseAction.DoNotRestart, handled: true };
        }
        const decision = await crashes.closed();
        if (decision.action === CloseAction.DoNotRestart) {
          report(
            vscode.l10n.t('reportlint: the language server ("{0}") keeps stopping and is no longer restarted.', shown),
          );
        }
        return { ...decision, handled: true };
      },
    },
  };
  const next = new QuietClient(SECTION, "reportlint", server, options);
  const crashes = next.createDefaultErrorHandler(RESTARTS_AFTER_CRASH);
  next.onDidChangeState(({ newState }) => {
    // A client that was replaced while starting also ends here; nobody needs to hear of that one.
    if (newState === State.StartFailed && next === client) {
      report(
        vscode.l10n.t(
          'reportlint: the language server could not be started with "{0}". Check that reportlint is installed and that the setting "reportlint.server.command" is right.',
          shown,
        ),
      );
    }
  });
  client = next;
  log.info(`Starting: ${shown}`);
  // The listener above reports a failed start; waiting for it would let a silent server block a restart.
  next.start().catch(() => undefined);
}

function messageLanguage(): "zh" | "en" {
  const chosen = vscode.workspace.getConfiguration(SECTION).get<string>("language");
  if (chosen === "zh" || chosen === "en") {
    return chosen;
  }
  return vscode.env.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

function report(message: string): void {
  const openSettings = vscode.l10n.t("Open settings");
  const showLog = vscode.l10n.t("Show log");
  void vscode.window.showErrorMessage(message, openSettings, showLog).then((choice) => {
    if (choice === openSettings) {
      // Over SSH, in WSL or in a container the command belongs to that machine, and its page alone lists it.
      const page = vscode.env.remoteName ? "openRemoteSettings" : "openSettings";
      void vscode.commands.executeCommand(`workbench.action.${page}`, { query: COMMAND_SETTING });
    } else if (choice === showLog) {
      log.show();
    }
  });
}
