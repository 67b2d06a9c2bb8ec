"""How a fault of the identities is told; the rules of the single identities share it."""

from __future__ import annotations

from reportlint.api import Edit, Fault, Finding, Fix, IdentityCheck, Number, Related, Safety, Span, Text

FAULT_MESSAGES = {
    "cell": Text(
        "“{cell}”填的是 {value}，按“{says}”应为 {expected}{others}",
        "“{cell}” says {value}; by “{says}” it should be {expected}{others}",
    ),
    "identity": Text(
        "“{line}”的“{says}”不成立：左边为 {left}，右边为 {right}，请逐项核对",
        "“{says}” does not hold for “{line}”: {left} on the left, {right} on the right; check each number",
    ),
}
"""Said where one cell is to blame, and where only the identity is known to fail."""

FORM_BASIS = "国办公开办函〔2021〕30号 附件（2019、2020年报告：国办公开办函〔2019〕60号）"
"""The notices that prescribe the tables, each for its report years."""


def fault_finding(fault: Fault) -> Finding:
    """The finding for a fault: at the cell to blame, with every operand as a related place."""
    check = fault.checks[0]
    related = []
    # What is not zero is where a person looks first.
    for operand in sorted(check.operands, key=lambda one: one.cell is not None and one.cell.value.number == 0):
        if operand.cell is not None and operand.cell is not fault.cell:
            value = f"{check.table.cell_name(operand.row, operand.column)} = {operand.cell.value.number}"
            related.append(Related(operand.cell.span, Text(value, value)))
    for other in fault.checks[1:]:
        says = other.form.says
        also = Text(f"因此“{says.zh}”也不成立", f"so “{says.en}” fails too")
        related.append(Related(_result_span(other), also))
    data = {"identities": [_proof(one) for one in fault.checks]}
    cell = fault.cell
    name = check.table.cell_name(cell.row, cell.column)
    # Only an equation says what its result should be; “at least” does not.
    if fault.expected is None or check.form.formula.relation not in ("=", "=="):
        args = {"line": check.line_name, "says": check.form.says, "left": check.left, "right": check.right}
        return Finding(cell.span, args, "identity", tuple(related), data=data)
    more = len(fault.checks) - 1
    others = Text(
        f"（另有{more}处勾稽关系也因此不成立）",
        f" ({more} more {'identity fails' if more == 1 else 'identities fail'} because of it)",
    )
    args = {
        "cell": name, "value": cell.value.number, "says": check.form.says, "expected": fault.expected,
        "others": others if more else "",
    }  # fmt: skip
    title = Text(
        f"改为 {fault.expected}（请先核对原始数据）", f"change to {fault.expected} (check the source data first)"
    )
    fix = Fix(title, (Edit(cell.span, str(fault.expected)),), Safety.DISPLAY)
    return Finding(cell.span, args, "cell", tuple(related), fix, data=data)


def _result_span(check: IdentityCheck) -> Span:
    first = check.operands[0].cell
    assert first is not None, "a failing identity has only operands that were found"
    return first.span


def _proof(check: IdentityCheck) -> dict[str, object]:
    operands: list[dict[str, str | Number | None]] = [
        {
            "row": operand.row,
            "column": operand.column,
            "side": operand.side,
            "value": operand.cell.value.number if operand.cell else None,
        }
        for operand in check.operands
    ]
    return {
        "identity": check.form.id, "formula": check.form.formula.text, "table": check.table.id, "line": check.line,
        "left": check.left, "right": check.right, "operands": operands,
    }  # fmt: skip
