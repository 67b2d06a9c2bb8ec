"""Scripts that let shells complete command lines, written from one description of what may stand where."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple


class Option(NamedTuple):
    """An option. ``values`` are the words that may follow; None if nothing follows."""

    names: tuple[str, ...]
    help: str
    values: Values | None


class Values(NamedTuple):
    """What may stand in a place: some words, several of them with commas between, or files."""

    words: tuple[str, ...] = ()
    listed: bool = False
    files: bool = False


class Level(NamedTuple):
    """What may stand behind a command: ``path`` is the way to it, as “config show”."""

    path: str
    help: str
    options: tuple[Option, ...]
    values: Values


def _cases(levels: list[Level]) -> Iterator[tuple[str, str, str, str]]:
    """What may stand where: the way to the command, the option or "", how it is written, and the words."""
    for level in levels:
        places = [("", level.values)]
        places += [(name, one.values) for one in level.options if one.values is not None for name in one.names]
        for option, values in places:
            how = "files" if values.files else "list" if values.listed else "words"
            yield level.path, option, how, " ".join(values.words)


def _bash(levels: list[Level]) -> Iterator[str]:
    paths = " ".join(f'"{level.path}"' for level in levels if level.path)
    yield from (
        "# Completes command lines of reportlint in bash.",
        "_reportlint() {",
        '  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" at="" word known head',
        "  # bash takes --option=value apart.",
        '  if [[ $current == "=" ]]; then current=""',
        '  elif [[ $previous == "=" ]]; then previous="${COMP_WORDS[COMP_CWORD-2]}"; fi',
        '  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
        f'    for known in {paths}; do [[ ${{at:+$at }}$word == "$known" ]] && at="$known"; done',
        "  done",
        '  local options="" how="" words=""',
        '  case "$at" in',
    )
    for level in levels:
        yield f'    "{level.path}") options="{" ".join(name for one in level.options for name in one.names)}" ;;'
    yield from ("  esac", '  case "$at $previous" in')
    for path, option, how, words in _cases(levels):
        if option:
            yield f'    "{path} {option}") how={how} words="{words}" ;;'
    yield from (
        "  esac",
        '  if [[ -z $how && $current == -* ]]; then COMPREPLY=($(compgen -W "$options" -- "$current")); return; fi',
        '  [[ -z $how ]] && case "$at" in',
    )
    for path, option, how, words in _cases(levels):
        if not option:
            yield f'    "{path}") how={how} words="{words}" ;;'
    yield from (
        "  esac",
        '  case "$how" in',
        '    files) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$current")) ;;',
        '    list) head=""; [[ $current == *,* ]] && head="${current%,*},"',
        '      COMPREPLY=($(compgen -P "$head" -W "$words" -- "${current##*,}")) ;;',
        '    *) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;',
        "  esac",
        "}",
        "complete -F _reportlint reportlint",
    )


def _zsh(levels: list[Level]) -> Iterator[str]:
    yield from ("#compdef reportlint", "# Completes command lines of reportlint in zsh.")
    for level in reversed(levels):
        yield f"_reportlint{_suffix(level.path)}() {{"
        inner = [one for one in levels if one.path and one.path.rpartition(" ")[0] == level.path]
        arguments = [argument for option in level.options for argument in _zsh_option(option)]
        if inner:
            arguments += ["1: :->command", "*:: :->rest"]
        elif level.values.files:
            arguments.append("*:file:_files")
        elif level.values.words:
            arguments.append(f"1:value:({' '.join(level.values.words)})")
        yield "  local context state state_descr line; typeset -A opt_args"
        yield "  _arguments -C \\"
        yield from (f"    {_quoted(argument)} \\" for argument in arguments[:-1])
        yield f"    {_quoted(arguments[-1])}"
        if inner:
            said = " ".join(_quoted(f"{one.path.split()[-1]}:{one.help}") for one in inner)
            yield "  case $state in"
            yield f"    command) local -a commands; commands=({said}); _describe command commands ;;"
            yield "    rest) case $line[1] in"
            yield from (f"      {one.path.split()[-1]}) _reportlint{_suffix(one.path)} ;;" for one in inner)
            yield from ("    esac ;;", "  esac")
        yield "}"
    # Called by the shell where it lies in fpath, else to be made known.
    yield 'if [[ $funcstack[1] == _reportlint ]]; then _reportlint "$@"; else compdef _reportlint reportlint; fi'


def _zsh_option(option: Option) -> Iterator[str]:
    for name in option.names:
        # Brackets and colons mean something to _arguments.
        says = option.help.replace("[", "(").replace("]", ")").replace(":", " ")
        if option.values is None:
            yield f"{name}[{says}]"
        elif option.values.listed:
            yield f"*{name}[{says}]:rules:_values -s , rule {' '.join(option.values.words)}"
        elif option.values.files:
            yield f"{name}=[{says}]:file:_files"
        else:
            yield f"{name}=[{says}]:value:({' '.join(option.values.words)})"


def _fish(levels: list[Level]) -> Iterator[str]:
    yield from ("# Completes command lines of reportlint in fish.", "complete -c reportlint -f")
    paths = [level.path for level in levels if level.path]
    yield from (
        "function __reportlint_at",
        "  # Whether the words so far lead to a command and to none of its own.",
        "  set -l at ''",
        "  for word in (commandline -opc)[2..-1]",
        f"    contains -- (string trim -- \"$at $word\") {' '.join(_quoted(path) for path in paths)}; and set at (string trim -- \"$at $word\")",
        "  end",
        '  test "$at" = "$argv[1]"',
        "end",
        "function __reportlint_list",
        "  # Several of some words with commas between them.",
        "  set -l head (string match -r '^.*,' -- (commandline -ct | string replace -r '^--[a-z-]+=' ''))",
        '  for word in $argv; echo "$head$word"; end',
        "end",
    )  # fmt: skip
    for level in levels:
        head = f"complete -c reportlint -n {_quoted(f'__reportlint_at {_quoted(level.path)}')}"
        for one in levels:
            if one.path and one.path.rpartition(" ")[0] == level.path:
                yield f"{head} -a {one.path.split()[-1]} -d {_quoted(one.help)}"
        if level.values.files:
            yield f"{head} -F"
        elif level.values.words and level.path.split()[:1] not in (["config"], []):
            yield f"{head} -a {_quoted(' '.join(level.values.words))}"
        for option in level.options:
            flags = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
            line = f"{head} {flags} -d {_quoted(option.help)}"
            if option.values is None:
                yield line
            elif option.values.files:
                yield f"{line} -r -F"
            elif option.values.listed:
                yield f"{line} -x -a {_quoted('(__reportlint_list ' + ' '.join(option.values.words) + ')')}"
            else:
                yield f"{line} -x -a {_quoted(' '.join(option.values.words))}"


def _powershell(levels: list[Level]) -> Iterator[str]:
    yield "# Completes command lines of reportlint in PowerShell."
    yield "Register-ArgumentCompleter -Native -CommandName reportlint -ScriptBlock {"
    yield "  param($wordToComplete, $commandAst, $cursorPosition)"
    yield "  $options = @{"
    for level in levels:
        names = ", ".join(f"'{name}'" for one in level.options for name in one.names)
        yield f"    '{level.path}' = @({names})"
    yield from ("  }", "  $values = @{")
    for path, option, how, words in _cases(levels):
        yield f"    '{path}|{option}' = @('{how}', '{words}')"
    yield from (
        "  }",
        "  $words = @($commandAst.CommandElements | ForEach-Object { $_.ToString() } | Select-Object -Skip 1)",
        "  if ($wordToComplete -ne '' -and $words.Count -gt 0) { $words = @($words | Select-Object -SkipLast 1) }",
        "  $at = ''",
        "  foreach ($word in $words) {",
        '    $next = "$at $word".Trim()',
        "    if ($options.ContainsKey($next)) { $at = $next }",
        "  }",
        "  $previous = if ($words.Count -gt 0) { $words[-1] } else { '' }",
        '  $found = $values["$at|$previous"]',
        "  if (-not $previous.StartsWith('-') -or $null -eq $found) {",
        "    $found = if ($wordToComplete.StartsWith('-')) { @('words', ($options[$at] -join ' ')) } else { $values[\"$at|\"] }",
        "  }",
        "  if ($null -eq $found -or $found[0] -eq 'files') { return }",
        "  $head = ''",
        "  $part = $wordToComplete",
        "  if ($found[0] -eq 'list' -and $part.Contains(',')) {",
        "    $head = $part.Substring(0, $part.LastIndexOf(',') + 1)",
        "    $part = $part.Substring($part.LastIndexOf(',') + 1)",
        "  }",
        "  $found[1].Split(' ') | Where-Object { $_ -like \"$part*\" } | ForEach-Object {",
        "    [System.Management.Automation.CompletionResult]::new(\"$head$_\", $_, 'ParameterValue', $_)",
        "  }",
        "}",
    )


def _suffix(path: str) -> str:
    return "".join(f"_{part}" for part in path.split())


def _quoted(text: str) -> str:
    """A text as one word of a shell."""
    return "'" + text.replace("'", "'\\''") + "'"


SCRIPTS: Mapping[str, Callable[[list[Level]], Iterator[str]]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
    "powershell": _powershell,
}
"""What writes the script of each shell, line by line."""
