// The language server's process: found, started, restarted, and asked.
import * as vscode from "vscode";
import {
  CloseAction,
  CodeLensRequest,
  type DynamicFeature,
  ExecuteCommandRequest,
  InlayHintRequest,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  type ServerOptions,
  State,
  type StaticFeature,
} from "vscode-languageclient/node";
import { findCandidates } from "./candidates";
import { type Candidate, type Discovery, discover, environment, type Found } from "./discovery";
import { LANGUAGES, SCHEMES } from "./recognition";
import { tellDiscovery, tellTrouble } from "./trouble";

const RESTARTS_AFTER_CRASH = 3;

class Client extends LanguageClient {
  /** The base class opens a pop-up of its own for each step of one failure; here they only go to the log. */
  override error(message: string, data?: unknown, showNotification?: boolean | "force"): void {
    super.error(message, data, showNotification === "force" ? false : showNotification);
  }

  /** The server's commands are run by commands of the extension, which are there before the server is. */
  override registerFeature(feature: StaticFeature | DynamicFeature<unknown>): void {
    if (!("registrationType" in feature && feature.registrationType.method === ExecuteCommandRequest.method)) {
      super.registerFeature(feature);
    }
  }
}

/** The server that is running, if there is one. */
export class Server implements vscode.Disposable {
  private readonly looked = new vscode.EventEmitter<vscode.Uri | undefined>();
  /** Findings of a document came, or, without a document, the server started or ended. */
  readonly onDidLook = this.looked.event;

  found: Found | undefined;
  private client: Client | undefined;
  private starting: Promise<void> | undefined;
  private again = false;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Ends the server, looks for it anew and starts it. Reasons come in pairs; the last look sees the newest state. */
  restart(): Promise<void> {
    this.again = true;
    this.starting ??= this.startWhileWanted()
      .catch((error: unknown) => {
        this.log.error(String(error));
        tellTrouble(vscode.l10n.t("reportlint could not be started: {0}", String(error)), this.log);
      })
      .finally(() => (this.starting = undefined));
    return this.starting;
  }

  /** Starts another server if settings, environment or trust now lead to another one. */
  async lookAgain(): Promise<void> {
    await this.starting;
    const { found } = await this.discover();
    if (!this.client || !found || commandLine(found) !== this.commandLine) {
      await this.restart();
    }
  }

  get commandLine(): string | undefined {
    return this.found && commandLine(this.found);
  }

  get isRunning(): boolean {
    return this.client?.state === State.Running;
  }

  /** The answer to a request; undefined without a server, or from one that does not know the request. */
  async ask<Answer>(method: string, params: object): Promise<Answer | undefined> {
    const client = this.client;
    if (client?.state !== State.Running) {
      return undefined;
    }
    try {
      return (await client.sendRequest<Answer | null>(method, params)) ?? undefined;
    } catch (error) {
      this.log.debug(`${method}: ${String(error)}`);
      return undefined;
    }
  }

  /** The same for somebody who asked for it: waits for a server that is starting, says it if there is none. */
  async demand<Answer>(method: string, params: object): Promise<Answer | undefined> {
    await this.ready();
    if (!this.isRunning) {
      tellTrouble(vscode.l10n.t("reportlint is not running."), this.log);
      return undefined;
    }
    return this.ask<Answer>(method, params);
  }

  /** Has VS Code ask anew for what stands between the lines: it may have asked while a document changed its language. */
  askAgain(document: vscode.TextDocument): void {
    if (this.isRunning) {
      this.client?.getFeature(CodeLensRequest.method).getProvider(document)?.onDidChangeCodeLensEmitter.fire();
      this.client?.getFeature(InlayHintRequest.method).getProvider(document)?.onDidChangeInlayHints.fire();
    }
  }

  /** Waits until the server runs, or until it is clear that it does not. */
  async ready(): Promise<void> {
    await this.starting;
    const client = this.client;
    if (client?.state === State.Starting) {
      await client.start().catch(() => undefined);
    }
  }

  trust(): void {
    if (this.isRunning) {
      void this.client?.sendNotification("reportlint/didChangeTrust", { trusted: vscode.workspace.isTrusted });
    }
  }

  async dispose(): Promise<void> {
    this.again = false;
    await this.starting;
    await this.stop();
  }

  private async startWhileWanted(): Promise<void> {
    while (this.again) {
      this.again = false;
      await this.stop();
      const discovery = await this.discover();
      this.found = discovery.found;
      tellDiscovery(discovery, this.log);
      if (discovery.found) {
        this.start(discovery.found);
      }
    }
  }

  private async discover(): Promise<Discovery & { setting: string | undefined }> {
    const { all, setting } = await findCandidates(this.context.extensionPath);
    const discovery = await discover(all, this.context.extensionPath);
    for (const one of discovery.refused) {
      this.log.info(`${one.source}: ${commandLine(one)}: ${one.why} ${one.detail}`);
    }
    return { ...discovery, setting };
  }

  private async stop(): Promise<void> {
    const old = this.client;
    this.client = undefined;
    try {
      await old?.dispose();
    } catch (error) {
      // A server that hangs or never finished starting cannot say goodbye; the client ends its process anyway.
      this.log.warn(String(error));
    }
    if (old) {
      this.looked.fire(undefined);
    }
  }

  private start(found: Found): void {
    const shown = commandLine(found);
    const server: ServerOptions = {
      command: found.program,
      args: [...found.args, "server"],
      // Windows looks for programs in the working directory first: it must not be a folder with files of others.
      options: { cwd: this.context.extensionPath, env: environment() },
    };
    const looked = this.looked;
    const options: LanguageClientOptions = {
      documentSelector: SCHEMES.flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language }))),
      outputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      // Findings come by themselves: the client asks for them only when a document is opened, unless it is told otherwise.
      initializationOptions: {
        ...serverSettings(),
        language: messageLanguage(),
        trusted: vscode.workspace.isTrusted,
        pull: false,
      },
      middleware: {
        handleDiagnostics(uri, diagnostics, next): void {
          next(uri, diagnostics);
          looked.fire(uri);
        },
      },
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
            tellTrouble(
              vscode.l10n.t('reportlint: the language server ("{0}") keeps stopping and is no longer restarted.', shown),
              this.log,
            );
          }
          return { ...decision, handled: true };
        },
      },
    };
    const next = new Client("reportlint", "reportlint", server, options);
    const crashes = next.createDefaultErrorHandler(RESTARTS_AFTER_CRASH);
    next.onDidChangeState(({ newState }) => {
      // A client that was replaced while starting also ends here; nobody needs to hear of that one.
      if (next !== this.client) {
        return;
      }
      if (newState === State.StartFailed) {
        tellTrouble(vscode.l10n.t('reportlint: the language server could not be started with "{0}".', shown), this.log);
      }
      looked.fire(undefined);
    });
    this.client = next;
    this.log.info(`Starting reportlint ${found.version} (${found.source}): ${shown}`);
    // The listener above reports a failed start; waiting for it would let a silent server block a restart.
    next.start().catch(() => undefined);
  }
}

/** The language of messages: the setting's, else that of VS Code, as far as there are messages in it. */
export function messageLanguage(): "zh" | "en" {
  const chosen = vscode.workspace.getConfiguration("reportlint").get<string>("language");
  if (chosen === "zh" || chosen === "en") {
    return chosen;
  }
  return vscode.env.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

function serverSettings(): { debounce: number | undefined; ruleTimeout: number | undefined } {
  const settings = vscode.workspace.getConfiguration("reportlint");
  return { debounce: settings.get("debounce"), ruleTimeout: settings.get("ruleTimeout") };
}

function commandLine(candidate: Candidate): string {
  return [candidate.program, ...candidate.args].join(" ");
}
