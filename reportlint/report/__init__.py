"""Reports: from text to title, sections, bound tables, checked identities and facts of the prose."""

from .bodies import Body, BodyKind, Level, Place, body_named
from .build import read_report
from .identities import check_identities
from .model import (
    Amount,
    ArticleReference,
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
    PlaceMention,
    Reading,
    Row,
    Section,
    SelfName,
    Statement,
    Table,
    Title,
    YearMention,
    YearRole,
)  # fmt: skip
from .numerals import read_numeral, write_numeral
from .report import Piece, Report
from .similarity import distance, likeness
from .structure import read_heading
from .values import Value, read_value

__all__ = [
    "Amount", "ArticleReference", "Body", "BodyKind", "Breakdown", "Cell", "Citation", "ClaimCheck", "DocumentNumber", "Fault", "ForeignText", "Heading", "IdentityCheck",
    "LabelUse", "Level", "Operand", "Paragraph", "Piece", "Place", "PlaceMention", "Reading", "Report", "Row", "Section", "SelfName", "Statement", "Table", "Title", "Value",
    "YearMention", "YearRole", "body_named", "check_identities", "distance", "likeness", "read_heading", "read_numeral", "read_report", "read_value", "write_numeral",
]  # fmt: skip
