// Pages to read: those of rules and forms, which the server writes and VS Code's Markdown preview shows.
import * as vscode from "vscode";
import type { Server } from "./server";

const SCHEME = "reportlint";

type Ask = { method: "reportlint/rulePage"; code: string } | { method: "reportlint/formPage"; year: number };

export class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly texts = new Map<string, string>();
  private readonly registered: vscode.Disposable;

  constructor(private readonly server: Server) {
    this.registered = vscode.Disposable.from(
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString())),
    );
  }

  dispose(): void {
    this.registered.dispose();
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    // A page of the session before: its preview was restored, its text is gone.
    return this.texts.get(uri.toString()) ?? vscode.l10n.t("This page has been closed. Run the command again to open it.");
  }

  /** Shows a page beside the editor; whether there is such a page. */
  async show(name: string, { method, ...asked }: Ask, document?: vscode.TextDocument): Promise<boolean> {
    const textDocument = document && { uri: document.uri.toString() };
    const text = await this.server.demand<string>(method, { ...asked, textDocument });
    if (text === undefined) {
      return false;
    }
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}.md` });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
    return true;
  }
}
