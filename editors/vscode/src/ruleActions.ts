// Which rules speak at a place, and the entry of the light bulb's menu that shows the page of one.
import * as vscode from "vscode";

const SOURCE = "reportlint";

/** The codes of the findings that touch a range, without one those of the whole document; each once. */
export function codesAt(document: vscode.TextDocument, range?: vscode.Range): string[] {
  const findings = vscode.languages.getDiagnostics(document.uri).filter((one) => one.source === SOURCE);
  return codesOf(range ? findings.filter((one) => one.range.intersection(range)) : findings);
}

function codesOf(findings: readonly vscode.Diagnostic[]): string[] {
  const codes = findings.map(({ code }) => (typeof code === "object" ? code.value : code));
  return [...new Set(codes.filter((code) => typeof code === "string"))];
}

export const ruleActions: vscode.CodeActionProvider = {
  provideCodeActions(_document, _range, context): vscode.CodeAction[] {
    return codesOf(context.diagnostics.filter((one) => one.source === SOURCE)).map((code) => {
      const title = vscode.l10n.t("Show the page of {0}", code);
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.command = { command: "reportlint.showRule", title, arguments: [code] };
      return action;
    });
  },
};
