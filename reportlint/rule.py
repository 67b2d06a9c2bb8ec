"""Rules: what they declare and what they are given.

A rule is a function from one kind of node to findings, with the metadata that everything else is made
of: messages in both languages, the norm, the page, the options. See ``docs/`` for how to add one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from reportlint.diagnostic import Diagnostic, Fix, Related, Severity
from reportlint.forms import Form
from reportlint.nodes import OF_LINES, OF_PARAGRAPHS, OF_SECTIONS, OF_TABLES, Fact, Node, Value
from reportlint.report import Paragraph, Report
from reportlint.source import Span, holds_spans
from reportlint.statutes import StatuteBook
from reportlint.toml import Text, TomlTable

Options = TypeVar("Options")

Fixes = Literal["safe", "unsafe", "display", ""]
"""The safest kind of fix that the findings of a rule may come with: the values of :class:`Safety`, or none."""

_CODE = re.compile(r"[A-Z]{2,10}\d{3}")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


FactsOf = Callable[[Fact[Any], "Span | None"], Sequence[Any]]
"""How a run finds facts."""


@dataclass(frozen=True)
class NoOptions:
    """The options of a rule that has none."""


@dataclass(frozen=True)
class Context(Generic[Options]):
    """What a rule may look at besides its node."""

    report: Report
    statutes: StatuteBook
    options: Options
    _facts: FactsOf | None = field(default=None, repr=False, compare=False)

    def facts(self, fact: Fact[Value], within: Span | None = None) -> Sequence[Value]:
        """What a fact found in the report, in the order of the text.

        Args:
            fact: made by :func:`fact`.
            within: where the paragraphs or lines begin that are meant, if not all of them are.

        Raises:
            LookupError: no run of rules is under way.
        """
        if self._facts is None:
            raise LookupError("facts are found for rules, in a run")
        return self._facts(fact, within)


@holds_spans
@dataclass(frozen=True)
class Finding:
    """What a rule found. ``args`` fill the places of its message; a :class:`Text` among them is put
    in the message's language. ``message`` names one of the rule's messages if it has several.
    ``extraction`` is given where it differs from the rule's.
    """

    span: Span
    args: Mapping[str, object] = field(default_factory=dict)
    message: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    severity: Severity | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    extraction: bool | None = None


class Examples(NamedTuple):
    """Texts that run as tests: the rule speaks of each ``bad`` one and of no ``good`` one.

    In a bad one, marks may say what exactly is found and what the fix makes of it: ``[[老百姓]]``, ``[[老百姓=>群众]]``. A text
    that is no whole report is put into a correct one; ``place`` says where (see :mod:`reportlint.testing.placing`).
    """

    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    place: str = ""


_CONVERTED = Text("（也可能是转换文件时造成的）", " (perhaps the conversion of the file did this)")


@dataclass(frozen=True)
class Rule:
    """A rule with its metadata. Made by :func:`rule`."""

    code: str
    name: str
    severity: Severity
    summary: Text
    messages: Mapping[str, Text]
    basis: str
    on: type
    options: type
    check: Callable[[Any, Any], Iterable[Finding]]
    page: Path | None
    default: bool = True
    gather: bool | tuple[str, ...] = False
    simplified_only: bool = False
    extraction: bool = False
    local: bool = False
    fix: Fixes = ""
    forms: tuple[str, ...] = ()
    examples: Examples = Examples()
    signs: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The letters of the code."""
        return self.code.rstrip("0123456789")

    def gathers(self, finding: Finding) -> bool:
        """Whether a finding is told once a file, together with all that have its message."""
        return self.gather if isinstance(self.gather, bool) else finding.message in self.gather

    @cached_property
    def help(self) -> str:
        """The URL of the rule's page, empty if it has none."""
        return self.page.as_uri() if self.page else ""

    def malformed(self) -> str:
        """The name of a field that is not of its type, empty if all are: rules may be made without :func:`rule`."""
        kinds: Mapping[str, type | tuple[type, ...]] = {
            "code": str, "name": str, "severity": Severity, "summary": Text, "messages": Mapping, "basis": str, "on": type,
            "options": type, "page": (Path, type(None)), "forms": tuple, "examples": Examples, "signs": tuple,
        }  # fmt: skip
        wrong = [name for name, kind in kinds.items() if not isinstance(getattr(self, name), kind)]
        if not wrong and not all(isinstance(text, Text) for text in self.messages.values()):
            wrong = ["messages"]
        if not wrong and not (_CODE.fullmatch(self.code) and _NAME.fullmatch(self.name)):
            wrong = ["code"]
        return next(iter(wrong), "" if callable(self.check) else "check")

    def looks_at(self, form: Form | None) -> bool:
        """Whether it looks at reports of a form: if it is for all of them or for this one, and the form leaves it in."""
        if form is None:
            return not self.forms
        if self.forms and not set(self.forms).intersection(form.lineage):
            return False
        return not form.rules or any(self.code.startswith(one) or self.name == one for one in form.rules)

    def read_options(self, table: TomlTable) -> Any:
        """The rule's options out of a table of the configuration.

        Raises:
            TomlError: an option is unknown or has the wrong type.
        """
        values = {}
        for option in fields(self.options):
            default = option.default
            kind = tuple if isinstance(default, tuple) else type(default)
            if kind is tuple:
                given = option.name in table
                read = table.strings(option.name)
                values[option.name] = read if given else default
            else:
                values[option.name] = table.take(option.name, kind, default)
        table.finish()
        return self.options(**values)

    def diagnostic(self, finding: Finding, severity: Severity) -> Diagnostic:
        """A finding of this rule as a diagnostic.

        Raises:
            KeyError: the finding names a message or leaves out an argument that the rule does not have.
        """
        template = self.messages[finding.message]
        message = Text(_fill(template.zh, finding.args, "zh"), _fill(template.en, finding.args, "en"))
        extraction = self.extraction if finding.extraction is None else finding.extraction
        if extraction:
            message = Text(message.zh + _CONVERTED.zh, message.en + _CONVERTED.en)
        return Diagnostic(
            self.code, self.name, severity, message, finding.span, finding.related, finding.fix,
            self.basis, self.help, finding.data, extraction,
        )  # fmt: skip


def _texts(texts: Iterable[str]) -> tuple[str, ...]:
    """A tuple of texts; one alone is easily written without its brackets."""
    return (texts,) if isinstance(texts, str) else tuple(texts)


def _fill(template: str, args: Mapping[str, object], language: str) -> str:
    in_language = {
        name: value.in_language(language) if isinstance(value, Text) else value for name, value in args.items()
    }
    return template.format_map(in_language)


def rule(
    *,
    code: str,
    name: str,
    severity: Severity,
    on: type[Node],
    summary: Text,
    message: Text | Mapping[str, Text],
    basis: str = "",
    options: type[Options] = NoOptions,  # type: ignore[assignment]
    default: bool = True,
    gather: bool | tuple[str, ...] = False,
    simplified_only: bool = False,
    extraction: bool = False,
    local: bool = False,
    fix: Fixes = "",
    signs: Iterable[str] = (),
    forms: Iterable[str] = (),
    bad: Iterable[str] = (),
    good: Iterable[str] = (),
    place: str = "",
) -> Callable[[Callable[[Node, Context[Options]], Iterator[Finding]]], Rule]:
    """Makes a rule of a function that looks at one kind of node.

    Args:
        code: letters of the family and three digits; stable for ever.
        name: kebab-case, what people write in their configuration.
        severity: of its findings, unless a finding says otherwise.
        on: the kind of node it is called with: ``Report``, ``Section``, ``Table``, ``Row``,
            ``Citation``, ``YearMention``, ``Amount``, ``Breakdown``, ``Statement``, ``ClaimCheck``, ``SelfName``, ``Paragraph``,
            ``Lines``, ``Heading``, ``Title``, ``Fault``, ``FileProblem``, ``IgnoreSlip``.
        summary: what it checks, in a few words.
        message: the sentence(s) it says, with ``{places}`` for the finding's ``args``.
        basis: the norm it enforces.
        options: a frozen dataclass of simple values with defaults.
        default: whether it runs unless it is switched on by name.
        gather: whether findings with the same message are told once a file, at the first place, with their
            number; for what is repeated all over a text. Or the names of the messages for which it is so.
        simplified_only: whether it says nothing of texts in traditional characters.
        extraction: whether the conversion of a file may have caused what it finds.
        local: whether what it finds in a node depends on nothing but the paragraph that the node stands in, or
            (for ``Lines``) these lines, or (for ``Section``) its section, or (for ``Table``, ``Row`` and ``Fault``) the sections with tables,
            and on the report's year, form, script, authority and short names of statutes; then it is kept
            while the rest of a text is edited.
        fix: the safest kind of fix that its findings may come with, empty if they never do.
        signs: for a rule on ``Paragraph``: folded texts of which one stands in every paragraph that it finds something
            in. It is not called for the others, which costs less than a look of its own.
        forms: ids of the forms whose reports it looks at, with all that extend them; those of all forms if it is empty.
        bad: examples that it finds fault with (:class:`Examples`).
        good: examples that it does not.
        place: where in a report its examples are put.

    Raises:
        ValueError: code or name are malformed, or the options are no dataclass.
    """
    if not _CODE.fullmatch(code):
        raise ValueError(f"a rule's code is letters and three digits, as in TBL301: {code!r}")
    if not _NAME.fullmatch(name):
        raise ValueError(f"a rule's name is in kebab-case, as in row-total: {name!r}")
    if not isinstance(message, (Text, Mapping)):
        raise ValueError(f"the message of {code} must be Text(zh, en), or several of them by name")
    if local and on not in OF_PARAGRAPHS | OF_LINES | OF_SECTIONS | OF_TABLES:
        raise ValueError(f"a rule on {on.__name__} cannot be local: {code}")
    if signs and on is not Paragraph:
        raise ValueError(f"only rules on paragraphs have signs: {code}")
    if not is_dataclass(options):
        raise ValueError(f"the options of {code} must be a dataclass")

    def decorate(check: Callable[[Node, Context[Options]], Iterator[Finding]]) -> Rule:
        # What is no function has no file of its own, and so no page.
        code_of = getattr(check, "__code__", None)
        page = Path(f"{code_of.co_filename.removesuffix('.py')}.md") if code_of is not None else None
        messages = MappingProxyType({"": message} if isinstance(message, Text) else dict(message))
        return Rule(
            code, name, severity, summary, messages, basis, on, options, check,
            page if page is not None and page.is_file() else None, default, gather, simplified_only, extraction, local, fix,
            _texts(forms), Examples(_texts(bad), _texts(good), place), _texts(signs),
        )  # fmt: skip

    return decorate
