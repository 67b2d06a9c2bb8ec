"""Everything that a rule or a plugin may use. Whatever is not here is private and may change.

    from reportlint.api import Finding, Report, Severity, Text, rule

A rule is a function with :func:`rule` around it; a plugin is a module with functions marked
:data:`hookimpl`, or just a file of rules that a configuration names.
"""

from reportlint.cited import instrument_of, version_of
from reportlint.diagnostic import Diagnostic, Edit, Fix, Related, Safety, Severity
from reportlint.forms import ClaimForm, Form, Label, Number
from reportlint.ignoring import IgnoreSlip
from reportlint.nodes import Fact, Lines, fact
from reportlint.outputs import BinaryOutput, Output, OutputError, Run
from reportlint.plugins.hooks import API_VERSION, hookimpl
from reportlint.report import (
    Amount,
    ArticleReference,
    Body,
    Breakdown,
    Cell,
    Citation,
    ClaimCheck,
    DocumentNumber,
    Fault,
    ForeignText,
    Heading,
    IdentityCheck,
    LabelUse,
    Operand,
    Paragraph,
    Place,
    PlaceMention,
    Report,
    Row,
    Section,
    SelfName,
    Statement,
    Table,
    Title,
    Value,
    YearMention,
    distance,
    likeness,
    read_numeral,
    write_numeral,
)  # fmt: skip
from reportlint.result import FileProblem, FileResult, Outline
from reportlint.rule import Context, Examples, Finding, NoOptions, Rule, rule
from reportlint.source import VARIANTS, Garbled, Span, fold, garbled, holds_spans, label_key
from reportlint.statutes import Article, Instrument, Pinpoint, StatuteBook, Subject, Version
from reportlint.toml import Text, TomlTable

__all__ = [
    "API_VERSION", "Amount", "Article", "ArticleReference", "BinaryOutput", "Body", "Breakdown", "Cell", "Citation", "ClaimCheck",
    "ClaimForm", "Context", "Diagnostic", "DocumentNumber", "Edit", "Examples", "Fact", "Fault", "FileProblem", "FileResult", "Finding",
    "Fix", "ForeignText", "Form", "Garbled", "Heading", "IdentityCheck", "IgnoreSlip", "Instrument", "Label", "LabelUse", "Lines", "NoOptions", "Number",
    "Operand", "Outline", "Output", "OutputError", "Paragraph", "Pinpoint", "Place", "PlaceMention", "Related", "Report", "Row", "Rule", "Run", "Safety",
    "Section", "SelfName", "Severity", "Span", "Statement", "StatuteBook", "Subject", "Table", "Text", "Title", "TomlTable",
    "VARIANTS", "Value", "Version", "YearMention", "distance", "fact", "fold", "garbled", "holds_spans", "hookimpl", "instrument_of",
    "label_key", "likeness", "read_numeral", "rule", "version_of", "write_numeral",
]  # fmt: skip
