"""The national statutes as data, and the mistakes that people make in files of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportlint.plugins import Plugins
from reportlint.statutes import Article, StatuteBook, Version
from reportlint.toml import TomlError

REGULATION = """
[[instruments]]
id = "ours"
names = ["青石省政务公开条例"]

[[instruments.versions]]
in_force = "2020-01-01"
report_years = { from = 2020 }
articles = [[1, 2, 0, "目的"], [2, 1, 3, "内容"]]
"""


@pytest.fixture
def versions(plugins: Plugins) -> dict[int | None, Version]:
    return {version.decree: version for version in plugins.statutes.regulation.versions}


def test_the_versions_of_the_regulation(versions: dict[int | None, Version], plugins: Plugins) -> None:
    assert [versions[711].last_article, versions[492].last_article] == [56, 38]
    assert [len(version.articles) for version in versions.values()] == [56, 38]
    assert versions[711].articles[20] == Article(20, 1, 15, "主动公开的内容")
    regulation = plugins.statutes.regulation
    assert [regulation.version_for(year) for year in (2007, 2008, 2018, 2019, 2030)] == [
        None, versions[492], versions[492], versions[711], versions[711]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("decree", "word", "right"),
    [
        (711, "国家秘密", (14, 0, 0)),
        (711, "内部事务", (16, 1, 0)),
        (711, "过程性信息", (16, 2, 0)),
        (711, "答复期限", (33, 0, 0)),
        (711, "补正", (30, 0, 0)),
        (711, "行政处罚", (20, 0, 6)),
        (711, "重复申请", (36, 0, 6)),
        (492, "答复期限", (24, 0, 0)),
        (492, "征求第三方", (23, 0, 0)),
    ],
)
def test_what_is_laid_down_where(
    decree: int, word: str, right: tuple[int, int, int], versions: dict[int | None, Version]
) -> None:
    (subject,) = (one for one in versions[decree].subjects if word in one.words)
    assert right in subject.at


def test_a_word_is_in_one_subject_only(versions: dict[int | None, Version]) -> None:
    for version in versions.values():
        words = [word for subject in version.subjects for word in subject.words]
        assert len(words) == len(set(words))


def test_what_a_citation_leaves_open_is_right(versions: dict[int | None, Version]) -> None:
    (subject,) = (one for one in versions[711].subjects if "行政处罚" in one.words)
    assert subject.fits(20)
    assert subject.fits(20, 1, [5, 6])
    assert not subject.fits(20, 1, [5])
    assert not subject.fits(21)


@pytest.mark.parametrize(
    ("year", "number"),
    [
        (2012, 26),
        (2014, 12),
        (2015, 22),
        (2016, 19),
        (2017, 24),
        (2018, 23),
        (2019, 14),
        (2020, 17),
        (2021, 12),
        (2022, 8),
    ],
)
def test_the_work_plans(year: int, number: int, plugins: Plugins) -> None:
    plan = plugins.statutes.work_plans("国办发")[year]
    assert plan.number == ("国办发", year, number)
    assert plugins.statutes.numbered("国办发", year, number) is plan
    assert plugins.statutes.named(f"国务院办公厅关于印发{year}年政务公开工作要点的通知") in (plan, None)


def test_there_is_a_notice_on_the_form_for_every_year(plugins: Plugins) -> None:
    for year in range(2019, 2031):
        notices = [
            one
            for one in plugins.statutes.form_notices()
            if one.form_years and one.form_years[0] <= year <= one.form_years[1]
        ]
        assert len(notices) == 1


def test_a_statute_of_a_place(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(
        REGULATION + '[[instruments.versions.subjects]]\nwords = ["查阅点"]\nat = [{ article = 2, item = 3 }]\n'
        '[[instruments]]\nid = "plan"\nnames = ["青石省2023年政务公开工作要点"]\nwork_plan_year = 2023\n'
        'number = { office = "青政办发", year = 2023, number = 5 }\nissued = "2023-04-01"\n',
        encoding="utf-8",
    )
    book = StatuteBook([file])
    ours = book.instruments["ours"]
    (version,) = ours.versions
    assert version.subjects[0].fits(2, 0, [3])
    assert book.named("《青石省政务公开条例》") is ours
    assert book.work_plans("青政办发")[2023].number_text == "青政办发〔2023〕5号"
    assert book.work_plans("国办发") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (REGULATION + REGULATION, "ours is already defined"),
        (REGULATION + REGULATION.replace('"ours"', '"other"'), "is a name of ours"),
        (REGULATION.replace("2020-01-01", "2020年1月1日"), "in_force: must be a date"),
        (REGULATION.replace("2020-01-01", "20200101"), "in_force: must be a date"),
        (REGULATION.replace('in_force = "2020-01-01"\n', ""), "in_force: is missing"),
        (REGULATION.replace('[1, 2, 0, "目的"]', '[1, 2, "目的"]'), "each row is"),
        (REGULATION.replace('[1, 2, 0, "目的"]', '["一", 2, 0, "目的"]'), "each row is"),
        (REGULATION + 'report_articles = ["五十"]', "must be a list of article numbers"),
        (REGULATION + "report_article = [2]", "did you mean report_articles"),
        (REGULATION + '[[instruments.versions.subjects]]\nwords = ["甲"]\nat = [{ article = 3 }]', "there is no such place"),
        (REGULATION + '[[instruments.versions.subjects]]\nwords = ["甲"]\nat = [{ article = 2, item = 4 }]', "there is no such place"),
        (REGULATION + '[[instruments.versions.subjects]]\nwords = ["甲"]\nat = [{ item = 1 }]', "article: is missing"),
        (REGULATION + '[[instruments.versions.subjects]]\nwords = ["甲"]', "a subject needs words and at"),
        ('[[instruments]]\nid = "a"\nnames = []', "at least one name"),
        ('[[instruments]]\nid = "a"\nnames = ["甲"]\nwork_plan_year = 2023', "a work plan needs its number"),
        ('[[instruments]]\nid = "a"\nnames = ["甲"]\nnumber = { office = "青政办发", year = 2023 }', "number: is missing"),
        ('[[instruments]]\nid = "a"\nnames = ["甲"]\nnumber = { office = "青政办发", year = "2023", number = 1 }', "must be an integer"),
    ],
)  # fmt: skip
def test_mistakes_are_told_to_people(text: str, said: str, tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(TomlError) as caught:
        StatuteBook([file])
    assert said in caught.value.message.en or said in str(caught.value)
    assert caught.value.message.zh
    assert "ours.toml" in caught.value.where


def test_two_documents_of_one_number(tmp_path: Path) -> None:
    draft = '[[instruments]]\nid = "{id}"\nnames = ["{id}的通知"]\nwork_plan_year = 2023\n'
    number = 'number = {{ office = "青政办发", year = 2023, number = {number} }}\n'
    file = tmp_path / "ours.toml"
    file.write_text("".join((draft + number).format(id=id, number=5) for id in "ab"), encoding="utf-8")
    with pytest.raises(TomlError, match="is the number of a"):
        StatuteBook([file])
    file.write_text("".join((draft + number).format(id=id, number=n) for n, id in enumerate("ab", 5)), encoding="utf-8")
    with pytest.raises(TomlError, match="has a plan for 2023 already"):
        StatuteBook([file])
