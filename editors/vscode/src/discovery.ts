// Which reportlint to start: each candidate is asked for its version, and the first that can be used is taken.
// Knows nothing of VS Code, so that it can be tried against real programs alone.
import { execFile } from "node:child_process";

/** The oldest reportlint that this extension works with. */
export const MINIMUM = "0.1.0";

/** Where a reportlint comes from. */
export type Source = "path" | "interpreter" | "environment" | "PATH" | "bundled";

/** A way to start reportlint: `args` go before its own. */
export interface Candidate {
  readonly source: Source;
  readonly program: string;
  readonly args: readonly string[];
}

export interface Found extends Candidate {
  readonly version: string;
}

/** Why a candidate cannot be used; `detail` is the version that is too old, or what was said. */
export interface Refusal extends Candidate {
  readonly why: "no-program" | "no-reportlint" | "old-python" | "old-reportlint" | "broken";
  readonly detail: string;
}

export interface Discovery {
  readonly found: Found | undefined;
  readonly refused: readonly Refusal[];
}

// What launch.py ends with.
const NOT_THERE = 3;
const OLD_PYTHON = 4;
const PATIENCE = 30_000;

/** The first candidate that can be used, and why those before it cannot. They are tried in `folder`. */
export async function discover(candidates: readonly Candidate[], folder: string): Promise<Discovery> {
  const refused: Refusal[] = [];
  for (const candidate of candidates) {
    const tried = await tryOut(candidate, folder);
    if (!("why" in tried)) {
      return { found: tried, refused };
    }
    refused.push(tried);
  }
  return { found: undefined, refused };
}

function tryOut(candidate: Candidate, folder: string): Promise<Found | Refusal> {
  return new Promise((resolve) => {
    const args = [...candidate.args, "--version"];
    const options = { cwd: folder, env: environment(), timeout: PATIENCE, windowsHide: true };
    const refuse = (why: Refusal["why"], detail: string): void => resolve({ ...candidate, why, detail });
    try {
      execFile(candidate.program, args, options, (error, stdout, stderr) => {
        const version = /^reportlint (\d[\w.+-]*)/m.exec(stdout)?.[1];
        const said = [stderr, stdout, error?.message].find((text) => text?.trim())?.trim().split("\n").at(-1) ?? "";
        if (!error && version) {
          if (isOlder(version, MINIMUM)) {
            refuse("old-reportlint", version);
          } else {
            resolve({ ...candidate, version });
          }
        } else if (error?.code === "ENOENT" || error?.code === "EACCES") {
          refuse("no-program", candidate.program);
        } else if (error?.code === NOT_THERE) {
          refuse("no-reportlint", said);
        } else if (error?.code === OLD_PYTHON) {
          refuse("old-python", said);
        } else {
          refuse("broken", said);
        }
      });
    } catch (error) {
      // A name with a zero byte in it, for one, is not even tried.
      refuse("broken", String(error));
    }
  });
}

/** What reportlint is started with: its output is UTF-8 wherever it runs. */
export function environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { ...process.env, PYTHONUTF8: "1", ...more };
}

/** Whether a version is older than another one; parts that are no numbers do not count. */
export function isOlder(version: string, than: string): boolean {
  const numbers = (text: string): number[] => (/^\d+(?:\.\d+)*/.exec(text)?.[0] ?? "0").split(".").map(Number);
  const [mine, other] = [numbers(version), numbers(than)];
  for (let place = 0; place < Math.max(mine.length, other.length); place++) {
    const difference = (mine[place] ?? 0) - (other[place] ?? 0);
    if (difference !== 0) {
      return difference < 0;
    }
  }
  return false;
}
