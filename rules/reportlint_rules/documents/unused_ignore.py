"""DOC201: comments and entries that ignore nothing any more."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, IgnoreSlip, NoOptions, Severity, Text, rule


@rule(
    code="DOC201",
    name="unused-ignore",
    severity=Severity.INFO,
    on=IgnoreSlip,
    summary=Text("每条忽略说明都还有用", "everything that ignores a finding still does"),
    message={
        "unused": Text(
            "忽略 {written} 的这条说明没有起作用：它所说的地方没有这个问题；报告已经改好的，请把它删去",
            "this ignores nothing: where it points, {written} finds nothing; delete it if the report was corrected",
        ),
        "unmet": Text(
            "这条忽略说明没有起作用：没有检查到文件 {written}；文件已经改名或删除的，请相应修改",
            "this ignores nothing: no file {written} was checked; correct it if the file has another name or is gone",
        ),
        "mandatory": Text(
            "这条忽略说明不起作用：{written} 在配置里定为必查（mandatory），不能忽略",
            "this ignores nothing: the settings make {written} mandatory",
        ),
        "unopened": Text(
            "“{written}”没有起作用：它前面没有要结束的 disable",
            "“{written}” does nothing: there is no disable before it that it would end",
        ),
    },
)
def unused_ignore(slip: IgnoreSlip, context: Context[NoOptions]) -> Iterator[Finding]:
    """What ignores a rule that found nothing there."""
    if slip.kind in ("unused", "unmet", "unopened", "mandatory"):
        yield Finding(slip.span, {"written": slip.written}, slip.kind)
