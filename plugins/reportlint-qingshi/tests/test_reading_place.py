"""The examples of the page, run by the kit, and the option."""

from reportlint_qingshi.reading_place import reading_place

from reportlint.testing import cases_of, check_case, findings, load_plugins

PLUGINS = load_plugins()
TEXT = "青石镇人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n\n报告放在镇文化站。\n"


def test_it_came_in_by_its_entry_point() -> None:
    assert PLUGINS.origins["QS101"] == "qingshi"
    assert PLUGINS.faults == []


def test_examples() -> None:
    cases = cases_of(reading_place, PLUGINS)
    assert len(cases) == 2
    for case in cases:
        check_case(case, PLUGINS)


def test_words_are_an_option() -> None:
    assert findings(reading_place, TEXT, PLUGINS)
    assert not findings(reading_place, TEXT, PLUGINS, {"words": ["文化站"]})
