// How far the report in the active editor has come, at the foot of the window.
import * as vscode from "vscode";
import type { Follower } from "./overview";
import type { Server } from "./server";

export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("reportlint.counts", vscode.StatusBarAlignment.Right, 101);
  private readonly listening: vscode.Disposable;

  constructor(
    private readonly follower: Follower,
    private readonly server: Server,
  ) {
    this.item.name = "reportlint";
    this.item.command = "reportlint.tables.focus";
    this.listening = vscode.Disposable.from(
      this.item,
      follower.onDidChange(() => this.show()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration("reportlint.statusBar")) {
          this.show();
        }
      }),
    );
  }

  dispose(): void {
    this.listening.dispose();
  }

  private show(): void {
    const { overview, document } = this.follower;
    if (!overview || !vscode.workspace.getConfiguration("reportlint", document).get<boolean>("statusBar", true)) {
      this.item.hide();
      return;
    }
    const { sections, identities } = overview;
    const all = identities.hold + identities.fail + identities.open;
    const parts = vscode.l10n.t("{0}/{1} sections", sections.found, sections.prescribed);
    const sums = vscode.l10n.t("{0}/{1} sums", identities.hold, all);
    const whole = sections.found === sections.prescribed && identities.hold === all;
    const icon = identities.fail ? "$(error)" : whole ? "$(pass)" : "$(info)";
    this.item.text = `${icon} ${parts} · ${sums}`;
    this.item.backgroundColor = identities.fail ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    this.item.tooltip = this.tooltip();
    this.item.accessibilityInformation = { label: `reportlint ${parts}, ${sums}` };
    this.item.show();
  }

  private tooltip(): vscode.MarkdownString {
    const { overview } = this.follower;
    const lines: string[] = [];
    if (overview) {
      const { sections, identities } = overview;
      if (overview.form) {
        lines.push(overview.year ? `**${overview.year}** · ${overview.form}` : overview.form);
      }
      lines.push(
        vscode.l10n.t("{0} of {1} prescribed sections are there.", sections.found, sections.prescribed),
        vscode.l10n.t(
          "{0} sums agree, {1} do not, {2} cannot be checked because a number is missing.",
          identities.hold,
          identities.fail,
          identities.open,
        ),
      );
    }
    const { found } = this.server;
    if (found) {
      lines.push(`reportlint ${found.version} (${found.source})`);
    }
    return new vscode.MarkdownString(lines.join("\n\n"));
  }
}
