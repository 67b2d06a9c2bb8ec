"""Identities and cells in words, with the numbers filled in."""

from __future__ import annotations

from collections.abc import Iterable

from reportlint.forms import Number, Sum
from reportlint.report import Cell, IdentityCheck, Operand
from reportlint.toml import Text

_SIGNS = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥"}
_NOT = {"=": "≠", "==": "≠", "!=": "=", "<=": ">", ">=": "<", "<": "≥", ">": "≤"}
_MARKS = {"holds": "✓", "fails": "≠", "blank": "?", "unknown": "?"}
# So many cells that are missing are named; the others are only counted.
_NAMED = 3


def value_text(cell: Cell) -> Text:
    """What a cell holds, in words where it holds no number."""
    value = cell.value
    if value.kind == "number":
        raw = "".join(cell.raw.split())
        number = str(value.number)
        return (
            Text(number, number) if raw == number else Text(f"{number}（写作“{raw}”）", f"{number} (written “{raw}”)")
        )
    if value.kind == "blank":
        return Text("空白，没有填写（空白不等于0）", "blank: nothing is filled in (blank is not 0)")
    if value.kind == "placeholder":
        return Text(f"占位符“{cell.raw}”，不是数字", f"the placeholder “{cell.raw}”, not a number")
    return Text(f"“{cell.raw}”，不是数字", f"“{cell.raw}”, not a number")


def identity_text(check: IdentityCheck) -> Text:
    """An identity with both sides filled in: whether it holds, or which of its cells is missing."""
    zh, en = (side_by_side(check),) * 2 if check.left is not None else _missing(check)
    mark, says, line = _MARKS[check.outcome], check.form.says, check.line_name
    return Text(f"{mark} {says.zh}（“{line}”）：{zh}", f"{mark} {says.en} (“{line}”): {en}")


def side_by_side(check: IdentityCheck) -> str:
    """Both sides in numbers, as in “15 = 7 + 2 + 6” or “15 ≠ 7 + 2 + 7 (16)”. Zeros are left out."""
    formula = check.form.formula
    sign = formula.relation if check.outcome == "holds" else _NOT[formula.relation]
    sums = [
        _sum(formula.left, (one for one in check.operands if one.side == "left"), check.left, check.outcome == "fails"),
        _sum(
            formula.right, (one for one in check.operands if one.side == "right"), check.right, check.outcome == "fails"
        ),
    ]
    return f"{sums[0]} {_SIGNS.get(sign, sign)} {sums[1]}"


def _sum(side: Sum, operands: Iterable[Operand], value: Number | None, with_value: bool) -> str:
    written = ""
    count = 0
    for number, weight in [*((_number(one), one.weight) for one in operands), (side.constant, 1)]:
        if not number:
            continue
        product = f"{number}" if abs(weight) == 1 else f"{abs(weight)}×{number}"
        minus = weight < 0
        written += (f" {'-' if minus else '+'} {product}") if written else f"{'-' if minus else ''}{product}"
        count += 1
    return f"{written} ({value})" if with_value and count > 1 else written or "0"


def _number(operand: Operand) -> Number:
    number = operand.cell.value.number if operand.cell else None
    assert number is not None, "both sides were computed"
    return number


def _missing(check: IdentityCheck) -> Text:
    reasons = {
        "blank": Text("空白", "blank"),
        "placeholder": Text("占位符", "a placeholder"),
        "text": Text("不是数字", "no number"),
    }
    lost = Text("没有找到", "not found")
    missing = []
    for one in check.operands:
        if one.cell is None or one.cell.value.number is None:
            name = check.table.row_name(one.row) if check.form.each == "column" else check.table.column_name(one.column)
            why = reasons[one.cell.value.kind] if one.cell is not None else lost
            missing.append(Text(f"“{name}”（{why.zh}）", f"“{name}” ({why.en})"))
    more = len(missing) - _NAMED
    zh, en = "、".join(one.zh for one in missing[:_NAMED]), ", ".join(one.en for one in missing[:_NAMED])
    if more > 0:
        zh, en = f"{zh}等{len(missing)}格", f"{en} and {more} more"
    return Text(f"缺 {zh}，无法核对", f"cannot be checked without {en}")
