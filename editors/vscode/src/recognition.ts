// Which documents may be reports, and the language that VS Code takes them for.
import * as vscode from "vscode";

export const TEXT = "gongkai-text";
export const MARKDOWN = "gongkai-markdown";
export const LANGUAGES: readonly string[] = ["plaintext", "markdown", TEXT, MARKDOWN];
/** Of repositories that are not on disk, open documents alone can be checked. */
export const SCHEMES: readonly string[] = ["file", "untitled", "vscode-vfs"];

/** Whether a document is sent to the server; the server says whether it is a report. */
export function isCandidate(document: vscode.TextDocument): boolean {
  return SCHEMES.includes(document.uri.scheme) && LANGUAGES.includes(document.languageId);
}

/** Gives documents the language of reports: by the globs of the settings, and texts by what the server finds in them. */
export class Recognition implements vscode.Disposable {
  // Who changes the language back does not want it changed again.
  private readonly done = new Set<string>();
  private readonly listening: vscode.Disposable;

  constructor() {
    this.listening = vscode.Disposable.from(
      vscode.workspace.onDidOpenTextDocument((document) => this.byName(document)),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("reportlint.files")) {
          this.done.clear();
          this.all();
        }
      }),
    );
    this.all();
  }

  dispose(): void {
    this.listening.dispose();
  }

  /** A document was found to be a report. Markdown stays what it is: other extensions have much to offer for it. */
  byContent(document: vscode.TextDocument): void {
    const wanted = vscode.workspace.getConfiguration("reportlint", document).get<boolean>("recognizeText", true);
    if (wanted && document.languageId === "plaintext") {
      this.set(document, TEXT);
    }
  }

  private all(): void {
    vscode.workspace.textDocuments.forEach((document) => this.byName(document));
  }

  private byName(document: vscode.TextDocument): void {
    if (document.languageId !== "plaintext" && document.languageId !== "markdown") {
      return;
    }
    const globs = vscode.workspace.getConfiguration("reportlint", document).get<string[]>("files", []);
    if (globs.some((pattern) => vscode.languages.match({ pattern }, document) > 0)) {
      this.set(document, document.languageId === "markdown" ? MARKDOWN : TEXT);
    }
  }

  private set(document: vscode.TextDocument, language: string): void {
    const key = document.uri.toString();
    if (!this.done.has(key)) {
      this.done.add(key);
      void vscode.languages.setTextDocumentLanguage(document, language);
    }
  }
}
