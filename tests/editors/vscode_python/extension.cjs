// Stands in for the Python extension, which cannot be had here: what it tells others of the selected environment.
const vscode = require("vscode");

const changed = new vscode.EventEmitter();
let selected = "";

exports.activate = () => {
  vscode.commands.registerCommand("fake-python.select", (path) => {
    selected = path;
    changed.fire({ path });
  });
  return {
    environments: {
      getActiveEnvironmentPath: () => ({ id: selected, path: selected }),
      resolveEnvironment: async ({ path }) => (path ? { executable: { uri: vscode.Uri.file(path) } } : undefined),
      onDidChangeActiveEnvironmentPath: changed.event,
    },
  };
};
