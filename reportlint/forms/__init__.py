"""Forms as data: sections, tables, rows, columns and the identities between cells."""

from .book import FormBook
from .formula import Formula, Number, Sum, Term
from .model import PROSE, CellType, ClaimForm, ColumnForm, Form, IdentityForm, Label, RowForm, SectionForm, TableForm

__all__ = [
    "PROSE",
    "CellType",
    "ClaimForm",
    "ColumnForm",
    "Form",
    "FormBook",
    "Formula",
    "IdentityForm",
    "Label",
    "Number",
    "RowForm",
    "SectionForm",
    "Sum",
    "TableForm",
    "Term",
]
