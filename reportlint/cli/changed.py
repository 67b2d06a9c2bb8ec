"""``check --changed-since``: the files that git says were changed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from reportlint.toml import Text

from .console import Failure

# Git tells its hooks of the repository by these, with paths that are right in the hook's own folder only.
_OF_A_HOOK = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_WORK_TREE")

_SECONDS = 120
"""How long git may take for one question."""


class Changed:
    """The files that are not as they were in a revision: committed since, only changed, or new and not ignored.

    Where the branch of the revision went on meanwhile, what counts is since the two parted.
    """

    def __init__(self, revision: str) -> None:
        """Takes what git takes for a revision: a branch, a tag, a commit, HEAD~3. Raises Failure for an option."""
        if revision.startswith("-"):
            raise Failure(_unknown(revision))
        self._revision = revision
        self._roots: dict[str, str] = {}
        self._files: dict[str, frozenset[str]] = {}

    def holds(self, file: Path) -> bool:
        """Whether a file was changed.

        Raises:
            Failure: git is missing or fails, the file is in no repository, or that does not know the revision.
        """
        # A link is a file of the repository, what it names another one.
        folder = os.path.realpath(file.parent)
        if folder not in self._roots:
            self._roots[folder] = os.path.realpath(_line(self._git(folder, "rev-parse", "--show-toplevel")))
        root = self._roots[folder]
        if root not in self._files:
            self._files[root] = frozenset(self._changed(root))
        return str(Path(folder, file.name)) in self._files[root]

    def _changed(self, root: str) -> set[str]:
        name = f"{self._revision}^{{commit}}"
        commit = _line(self._git(root, "rev-parse", "--verify", "--quiet", name))
        parted = self._git(root, "merge-base", commit, "HEAD", may_fail=True)
        since = _line(parted) if parted else commit
        # With -z names are as they are: else those in Chinese would come quoted.
        changed = self._git(root, "diff", "--name-only", "--no-ext-diff", "-z", "--diff-filter=d", since, "--")
        new = self._git(root, "ls-files", "--others", "--exclude-standard", "-z")
        return {str(Path(root, os.fsdecode(name))) for name in (changed + new).split(b"\0") if name}

    def _git(self, folder: str, *arguments: str, may_fail: bool = False) -> bytes:
        # What the repository's configuration names for watching and showing files is not run; its index is left alone.
        command = ["git", "-C", folder, "-c", "core.fsmonitor=false", *arguments]
        environment = {key: value for key, value in os.environ.items() if key not in _OF_A_HOOK}
        environment |= {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
        try:
            done = subprocess.run(
                command, capture_output=True, timeout=_SECONDS, env=environment, stdin=subprocess.DEVNULL
            )
        except FileNotFoundError:
            raise Failure(
                Text("--changed-since 要用 git，没有找到它", "--changed-since needs git, which is not there")
            ) from None
        except subprocess.TimeoutExpired:
            raise Failure(
                Text(f"git 超过{_SECONDS}秒没有回答", f"git did not answer within {_SECONDS} seconds")
            ) from None
        if done.returncode and not may_fail:
            raise Failure(self._reason(arguments[0], arguments[-1], folder, os.fsdecode(done.stderr).strip()))
        return b"" if done.returncode else done.stdout

    def _reason(self, command: str, last: str, folder: str, told: str) -> Text:
        if last == "--show-toplevel" and "not a git repository" in told:
            return Text(
                f"{folder} 不在 git 仓库里，不能用 --changed-since",
                f"{folder} is in no git repository: leave out --changed-since",
            )
        if command == "rev-parse" and last != "--show-toplevel":
            return _unknown(self._revision)
        return Text(f"git {command} 失败：{told}", f"git {command} failed: {told}")


def _line(output: bytes) -> str:
    return os.fsdecode(output.removesuffix(b"\n").removesuffix(b"\r"))


def _unknown(revision: str) -> Text:
    revision = revision or "“”"
    return Text(
        f"git 仓库里没有 {revision}；在 CI 里可能是没有取全历史（fetch-depth: 0）",
        f"the git repository has no {revision}; in CI the history may be cut off (fetch-depth: 0)",
    )
