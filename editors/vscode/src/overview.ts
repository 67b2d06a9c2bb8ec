// What the server tells of the report in the active editor, kept up to date.
import * as vscode from "vscode";
import type { Range } from "vscode-languageclient/node";
import { isCandidate, type Recognition } from "./recognition";
import type { Server } from "./server";

export interface Counts {
  readonly found: number;
  readonly prescribed: number;
}

export interface Identities {
  readonly hold: number;
  readonly fail: number;
  readonly open: number;
}

export interface Cell {
  readonly column: string;
  readonly text: string;
  readonly range: Range;
  readonly sum: string | null;
  readonly fails: boolean;
  readonly identities: readonly string[];
}

export interface Row {
  readonly label: string;
  readonly group: string;
  readonly range: Range;
  readonly unaligned: boolean;
  readonly cells: readonly Cell[];
}

export interface Table {
  readonly id: string;
  readonly name: string;
  readonly range: Range;
  readonly counts: Counts;
  readonly identities: Identities;
  readonly rows: readonly Row[];
}

export interface Overview {
  readonly year: number | null;
  readonly form: string | null;
  readonly sections: Counts;
  readonly identities: Identities;
  readonly tables: readonly Table[];
}

/** The report of the active editor. */
export class Follower implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  document: vscode.TextDocument | undefined;
  overview: Overview | undefined;
  private languageId = "";
  private readonly listening: vscode.Disposable;

  constructor(
    private readonly server: Server,
    private readonly recognition: Recognition,
  ) {
    this.listening = vscode.Disposable.from(
      this.changed,
      vscode.window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
      server.onDidLook((uri) => {
        if (!uri || uri.toString() === this.document?.uri.toString()) {
          void this.refresh();
        }
      }),
    );
    this.follow(vscode.window.activeTextEditor);
  }

  dispose(): void {
    this.listening.dispose();
  }

  /** The editor that shows the report, where it is visible. */
  get editor(): vscode.TextEditor | undefined {
    return vscode.window.visibleTextEditors.find((editor) => editor.document === this.document);
  }

  private follow(editor: vscode.TextEditor | undefined): void {
    // The log and other panels are editors, too; who looks at them still has the report before him.
    if (editor?.document.uri.scheme === "output" || (!editor && this.editor)) {
      return;
    }
    const document = editor && isCandidate(editor.document) ? editor.document : undefined;
    if (document !== this.document) {
      this.document = document;
      this.overview = undefined;
      this.languageId = document?.languageId ?? "";
    }
    void this.refresh();
  }

  private async refresh(): Promise<void> {
    const document = this.document;
    if (!document || document.isClosed) {
      this.take(undefined);
      return;
    }
    const asked = document.version;
    const textDocument = { uri: document.uri.toString() };
    const overview = await this.server.ask<Overview>("reportlint/overview", { textDocument });
    // Of a text that was changed in the meantime findings will come, and with them the next question.
    if (document !== this.document || document.version !== asked) {
      return;
    }
    this.take(overview);
    if (overview) {
      if (document.languageId !== this.languageId) {
        this.languageId = document.languageId;
        this.server.askAgain(document);
      }
      this.recognition.byContent(document);
    }
  }

  private take(overview: Overview | undefined): void {
    this.overview = overview;
    void vscode.commands.executeCommand("setContext", "reportlint.isReport", overview !== undefined);
    this.changed.fire();
  }
}
