// The tables of the report in the active editor, row by row and cell by cell, with their sums.
import * as vscode from "vscode";
import type { Range } from "vscode-languageclient/node";
import type { Cell, Follower, Row, Table } from "./overview";

interface Node {
  readonly parent: Node | undefined;
  readonly range: Range;
  readonly item: vscode.TreeItem;
  children: Node[];
}

// The caret runs while keys are held down.
const PAUSE = 100;

export class TablesView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;

  private readonly view: vscode.TreeView<Node>;
  private readonly listening: vscode.Disposable;
  private nodes: Node[] = [];
  private pause: NodeJS.Timeout | undefined;

  constructor(private readonly follower: Follower) {
    this.view = vscode.window.createTreeView("reportlint.tables", { treeDataProvider: this, showCollapseAll: true });
    this.listening = vscode.Disposable.from(
      this.view,
      this.changed,
      follower.onDidChange(() => this.fill()),
      vscode.commands.registerCommand("reportlint.goTo", (range: Range) => this.goTo(range)),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor, kind }) => {
        // A selection of no kind is one that a program made: the click in this view, for one.
        if (textEditor.document === follower.document && kind !== undefined) {
          this.followCaret();
        }
      }),
    );
    this.fill();
  }

  dispose(): void {
    clearTimeout(this.pause);
    this.listening.dispose();
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return node.item;
  }

  getChildren(node?: Node): Node[] {
    return node ? node.children : this.nodes;
  }

  getParent(node: Node): Node | undefined {
    return node.parent;
  }

  private fill(): void {
    const { overview } = this.follower;
    this.nodes = overview?.tables.map(tableNode) ?? [];
    const failing = overview?.identities.fail ?? 0;
    this.view.badge = failing
      ? { value: failing, tooltip: vscode.l10n.t("{0} sums do not agree", failing) }
      : undefined;
    this.view.description = overview?.form ?? undefined;
    this.changed.fire();
  }

  private followCaret(): void {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => {
      const caret = this.follower.editor?.selection.active;
      const node = caret && this.view.visible ? innermost(this.nodes, caret) : undefined;
      if (node) {
        // A view that was filled anew in the meantime has other nodes; then there is nothing to show.
        Promise.resolve(this.view.reveal(node, { select: true, focus: false })).catch(() => undefined);
      }
    }, PAUSE);
  }

  private async goTo(range: Range): Promise<void> {
    const { document, editor } = this.follower;
    if (document) {
      const selection = toRange(range);
      await vscode.window.showTextDocument(document, { selection, viewColumn: editor?.viewColumn ?? vscode.ViewColumn.Active });
    }
  }
}

function tableNode(table: Table): Node {
  const { hold, fail, open } = table.identities;
  const rows = vscode.l10n.t("{0}/{1} rows", table.counts.found, table.counts.prescribed);
  const sums = hold + fail + open ? ` · ${vscode.l10n.t("{0}/{1} sums", hold, hold + fail + open)}` : "";
  const item = new vscode.TreeItem(table.name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = table.id;
  item.description = rows + sums;
  item.iconPath = icon(fail > 0, "table");
  const node: Node = { parent: undefined, range: table.range, item: leadingTo(item, table.range), children: [] };
  node.children = table.rows.map((row, place) => rowNode(row, place, node));
  return node;
}

function rowNode(row: Row, place: number, parent: Node): Node {
  const label = row.label || (typeof parent.item.label === "string" ? parent.item.label : "");
  const fails = row.cells.some((cell) => cell.fails);
  const state = row.cells.length ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
  const item = new vscode.TreeItem(label, state);
  item.id = `${parent.item.id}/${place}`;
  item.description = row.unaligned ? vscode.l10n.t("which number is of which column is not certain") : numbers(row.cells);
  item.tooltip = [row.group ? `${row.group} ${label}` : label, ...row.cells.flatMap((cell) => cell.identities)].join("\n");
  item.iconPath = fails || row.unaligned ? icon(fails, "question") : undefined;
  const node: Node = { parent, range: row.range, item: leadingTo(item, row.range), children: [] };
  node.children = row.cells.map((cell, column) => cellNode(cell, column, node));
  return node;
}

function cellNode(cell: Cell, column: number, parent: Node): Node {
  const item = new vscode.TreeItem(cell.column, vscode.TreeItemCollapsibleState.None);
  item.id = `${parent.item.id}/${column}`;
  item.description = [written(cell), cell.sum].filter(Boolean).join("  ");
  item.tooltip = [cell.column, ...cell.identities].join("\n");
  item.iconPath = cell.fails ? icon(true, "") : undefined;
  return { parent, range: cell.range, item: leadingTo(item, cell.range), children: [] };
}

/** The sums of a row, which a narrow view must not cut off, and then its numbers. */
function numbers(cells: readonly Cell[]): string {
  const sums = cells.flatMap((cell) => cell.sum ?? []);
  return [...sums, cells.map(written).join(" ")].join("  ");
}

function written(cell: Cell): string {
  return cell.text.trim() || "□";
}

function icon(fails: boolean, otherwise: string): vscode.ThemeIcon {
  return fails ? new vscode.ThemeIcon("error", new vscode.ThemeColor("list.errorForeground")) : new vscode.ThemeIcon(otherwise);
}

function leadingTo(item: vscode.TreeItem, range: Range): vscode.TreeItem {
  item.command = { command: "reportlint.goTo", title: vscode.l10n.t("Go to"), arguments: [range] };
  return item;
}

function innermost(nodes: readonly Node[], place: vscode.Position): Node | undefined {
  const found = nodes.find((node) => toRange(node.range).contains(place));
  return found && (innermost(found.children, place) ?? found);
}

function toRange(range: Range): vscode.Range {
  return new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
}
