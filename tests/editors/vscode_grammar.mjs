// Prints what the extension's grammar for texts takes each piece of a text for.
// usage: node vscode_grammar.mjs EXTENSION_FOLDER GRAMMAR < TEXT
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [folder, scope] = process.argv.slice(2);
const load = createRequire(join(folder, "package.json"));
const { Registry, INITIAL, parseRawGrammar } = load("vscode-textmate");
const oniguruma = load("vscode-oniguruma");
await oniguruma.loadWASM(readFileSync(load.resolve("vscode-oniguruma/release/onig.wasm")).buffer);

const read = (path) => parseRawGrammar(readFileSync(path, "utf8"), path);
const registry = new Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  }),
  // Markdown itself comes with VS Code; an empty one does for what is put into it.
  loadGrammar: async (name) =>
    name === "text.html.markdown"
      ? { scopeName: name, patterns: [], repository: {} }
      : read(join(folder, "syntaxes", name === "text.gongkai" ? "gongkai-text.tmLanguage.json" : "gongkai-markdown.tmLanguage.json")),
});
const grammar = await registry.loadGrammar(scope);
let state = INITIAL;
const pieces = [];
for (const line of readFileSync(0, "utf8").split("\n")) {
  const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
  state = ruleStack;
  for (const { startIndex, endIndex, scopes } of tokens) {
    pieces.push([line.slice(startIndex, endIndex), scopes.at(-1)]);
  }
}
console.log(JSON.stringify(pieces));
