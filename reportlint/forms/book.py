"""Forms by their ids, years and titles, put together out of their files.

A form may extend another: then its sections, tables and identities follow the inherited ones, and
``[inserts.TABLE]`` puts rows where the inherited table has ``{ insert = "NAME" }``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from reportlint.source import wordings
from reportlint.toml import Text, TomlError, TomlSource, TomlTable

from .files import FormFile
from .model import Form, IdentityForm, TableForm


class FormBook:
    """All forms at hand, by id, and which of them a report has."""

    def __init__(self, files: Iterable[TomlSource]) -> None:
        """Reads the files.

        Raises:
            reportlint.toml.TomlError: a file is not a form; the message names it and the key.
        """
        self._files: dict[str, FormFile] = {}
        self._forms: dict[str, Form] = {}
        self._titles: dict[tuple[str, ...], re.Pattern[str]] = {}
        for path in files:
            self._take(FormFile(TomlTable.read(path)))

    def add(self, files: Iterable[TomlSource]) -> None:
        """Takes more forms: all of the files, or none if one of them cannot be used.

        Raises:
            reportlint.toml.TomlError: a file is not a form, extends one that is not there, contradicts itself, or is
                for the same reports as another form.
        """
        before = dict(self._files)
        try:
            more = [FormFile(TomlTable.read(path)) for path in files]
            for file in more:
                self._take(file)
            for file in more:
                self._lineage(file.id) if file.abstract else self.get(file.id)
            for file in more:
                self._stand_alone(file)
        except BaseException:
            self._files, self._forms = before, {id: form for id, form in self._forms.items() if id in before}
            self._titles.clear()
            raise

    def ids(self) -> list[str]:
        """The ids of the forms that a report can have."""
        return [file.id for file in self._files.values() if not file.abstract]

    def known(self) -> list[str]:
        """The ids of all forms, of those too that others only extend."""
        return list(self._files)

    def origin(self, id: str) -> str:
        """The file that a form is from. Raises KeyError."""
        return self._files[id].where

    def get(self, id: str) -> Form:
        """The form with an id. Raises KeyError, and TomlError if its files contradict each other."""
        if id not in self._forms:
            self._forms[id] = _assemble(self._lineage(id))
        return self._forms[id]

    def titles(self) -> re.Pattern[str]:
        """What finds the words of a title of any kind of report, in folded text without spaces."""
        return self._pattern(tuple(word for file in self._files.values() for word in file.titles))

    def for_year(self, year: int, title: str = "", body: str = "") -> Form | None:
        """The form of the reports on a year, if there is one.

        Args:
            year: the year.
            title: the title of the report, folded and without spaces; by its words the kind of report is known. One
                without the words of any kind is taken for that of the kind that was there first.
            body: the name of the authority; a form that is for certain authorities goes before those for all.
        """
        found = [
            (bool(file.bodies), len(self._lineage(file.id)), -place, file)
            for place, file in enumerate(self._of_kind(title))
            if _chosen(file) and (file.first or 0) <= year <= (file.last or 9999)
            if not file.bodies or any(word in body for word in file.bodies)
        ]
        return self.get(max(found, key=lambda one: one[:3])[3].id) if found else None

    def newest(self, title: str = "") -> Form | None:
        """The form with sections that begins last, of the kind that a title shows (as for :meth:`for_year`)."""
        forms = [self.get(file.id) for file in self._of_kind(title) if not file.bodies]
        return max((form for form in forms if form.sections), key=lambda form: form.first or 0, default=None)

    def _of_kind(self, title: str) -> list[FormFile]:
        """The forms whose title this is; those of the kind that was there first if it is none."""
        usable = [file for file in self._files.values() if not file.abstract]
        kinds = {file.id: self._kind(file) for file in usable}
        shown = {kind for kind in kinds.values() if title and kind and self._pattern(kind).search(title)}
        if not shown:
            shown = {next(iter(kinds.values()), ())}
        return [file for file in usable if kinds[file.id] in shown]

    def _kind(self, file: FormFile) -> tuple[str, ...]:
        """The words of the title of a form, its own or those of the form that it extends."""
        return next((one.titles for one in reversed(self._lineage(file.id)) if one.titles), ())

    def _pattern(self, titles: tuple[str, ...]) -> re.Pattern[str]:
        if titles not in self._titles:
            self._titles[titles] = wordings(titles)
        return self._titles[titles]

    def _take(self, file: FormFile) -> None:
        if file.id in self._files:
            other = self._files[file.id].where
            raise TomlError(
                file.where,
                Text(f"格式 {file.id} 已由 {other} 定义", f"form {file.id} is already defined by {other}"),
            )
        self._files[file.id] = file

    def _stand_alone(self, file: FormFile) -> None:
        """Makes sure that no other form is for the same reports: then neither could be chosen."""
        for other in self._files.values():
            if file.abstract or other.abstract or other is file or not (_chosen(file) and _chosen(other)):
                continue
            same = (self._kind(file), set(file.bodies), len(self._lineage(file.id))) == (
                self._kind(other), set(other.bodies), len(self._lineage(other.id)),
            )  # fmt: skip
            first, last = max(file.first or 0, other.first or 0), min(file.last or 9999, other.last or 9999)
            if same and first <= last:
                raise TomlError(
                    f"{file.where}: years",
                    Text(
                        f"{first}年的报告已有格式 {other.id}（{other.where}）；"
                        "请用 bodies 写明适用的机关，或不写 years、在配置里用 form 指定",
                        f"reports on {first} have the form {other.id} ({other.where}) already: name the authorities that "
                        "have this one in bodies, or leave years out and choose it by form in the settings",
                    ),
                )

    def others(self, form: Form) -> tuple[Form, ...]:
        """The forms with tables of the same kind of report that are not this one."""
        same = (other for id in self.ids() if id != form.id and (other := self.get(id)).titles == form.titles)
        return tuple([other for other in same if other.tables])

    def _lineage(self, id: str) -> list[FormFile]:
        lineage = [self._files[id]]
        while extends := lineage[0].extends:
            parent = self._files.get(extends)
            if parent is None or parent in lineage:
                zh = "没有这个格式" if parent is None else "格式之间循环引用"
                en = "there is no such form" if parent is None else "forms extend each other in a circle"
                raise TomlError(f"{lineage[0].where}: extends", Text(f"{extends}：{zh}", f"{extends}: {en}"))
            lineage.insert(0, parent)
        return lineage


def _chosen(file: FormFile) -> bool:
    """Whether a form is chosen for its years, and not by its name alone."""
    return file.first is not None or file.last is not None


def _assemble(lineage: list[FormFile]) -> Form:
    own = lineage[-1]
    tables: dict[str, TableForm] = {}
    for file in lineage:
        for draft in file.tables:
            inserts = [other.inserts[draft.form.id] for other in lineage if draft.form.id in other.inserts]
            tables[draft.form.id] = draft.filled(inserts)
    # Tables come in the order of their sections, whichever file they are from.
    sections = {section.id: section for file in lineage for section in file.sections}
    order = {id: place for place, id in enumerate(sections)}
    ordered = sorted(tables.values(), key=lambda table: order.get(table.section, len(order)))
    identities = {draft.id: draft.compiled(tables) for file in lineage for draft in file.identities}
    claims = {draft.id: draft.compiled(tables) for file in lineage for draft in file.claims}
    for identity in identities.values():
        total = _total(identity, tables[identity.table])
        if total is not None:
            ordered = [replace(table, total=total) if table.id == identity.table else table for table in ordered]
    return Form(
        own.id, own.name, own.first, own.last, own.basis,
        tuple(sections.values()), tuple(ordered), tuple(identities.values()), tuple(claims.values()),
        titles=next((file.titles for file in reversed(lineage) if file.titles), ()),
        bodies=own.bodies,
        rules=next((file.rules for file in reversed(lineage) if file.rules), ()),
        lineage=tuple(file.id for file in reversed(lineage)),
    )  # fmt: skip


def _total(identity: IdentityForm, table: TableForm) -> int | None:
    """The column that an identity makes the sum of all the others."""
    left, right = identity.formula.left.terms, identity.formula.right.terms
    places = [column.id for column in table.columns]
    if identity.each != "row" or identity.formula.relation not in ("=", "==") or len(left) != 1:
        return None
    others = {term.name for term in right if term.weight == 1}
    plain = left[0].weight == 1 and not identity.formula.left.constant and not identity.formula.right.constant
    return places.index(left[0].name) if plain and others | {left[0].name} == set(places) else None
