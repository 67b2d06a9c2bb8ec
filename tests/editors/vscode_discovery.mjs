// Lets the extension's search for reportlint loose on real programs; the test judges what it found.
// usage: node vscode_discovery.mjs discovery.mjs FOLDER < '[[candidate, …], …]'
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { discover, isOlder } = await import(pathToFileURL(process.argv[2]).href);
const { searches, versions } = JSON.parse(readFileSync(0, "utf8"));
const found = [];
for (const candidates of searches) {
  found.push(await discover(candidates, process.argv[3]));
}
console.log(JSON.stringify({ found, older: versions.map(([one, other]) => isOlder(one, other)) }));
