"""The HTML page in a headless Chromium: searched, filtered, sorted, printed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reportlint.diagnostic import Severity
from reportlint.outputs import Run, output
from reportlint.result import FileResult, Outline
from reportlint.source import Span

from .samples import TEXT, diagnostic, fix, full_run, result, span_of


def report(body: str, *found: Any) -> FileResult:
    outline = Outline(body, 2023, ((0, "一、总体情况"),))
    return replace(result(TEXT, *found, name=f"reports/{body}.md"), outline=outline)


def run_of_reports() -> Run:
    total = diagnostic(span_of(TEXT, "12"), fix=fix(TEXT), basis="国办公开办函〔2021〕30号")
    phone = diagnostic(span_of(TEXT, "0551"), code="PII201", severity=Severity.WARNING, message="电话号码要核对")
    style = diagnostic(
        span_of(TEXT, "某县"), code="TXT101", severity=Severity.HINT, message="“<script>alert(1)</script>”"
    )
    return Run((report("甲县人民政府", phone), report("乙镇人民政府", style, total, phone), report("丙县教育局")))


class Page:
    """A page, and everything that went wrong on it or left it."""

    def __init__(self, page: Any, file: Path) -> None:
        self.page = page
        self.file = file
        self.troubles: list[str] = []
        page.on("console", lambda message: self.troubles.append(message.text))
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("request", lambda request: self._left(request.url))

    def _left(self, url: str) -> None:
        if not url.startswith(self.file.as_uri()) and url != "about:blank":
            self.troubles.append(url)

    def bodies(self) -> list[str]:
        return self.visible(".report h3")

    def findings(self) -> list[str]:
        return self.visible(".f .problem")

    def visible(self, selector: str) -> list[str]:
        return [one.text_content() for one in self.page.locator(selector).all() if one.is_visible()]

    def status(self) -> str:
        return str(self.page.locator("#status").text_content())

    def search(self, words: str) -> None:
        self.page.fill("#search", words)
        self.page.wait_for_timeout(150)


@pytest.fixture(scope="module")
def tab(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    file = tmp_path_factory.mktemp("html") / "结 果.html"
    text = output("html")(run_of_reports())
    assert isinstance(text, str)
    file.write_text(text, encoding="utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield Page(context.new_page(), file)
    context.close()


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """The page as it is opened."""
    tab.page.emulate_media(media="screen", color_scheme="light")
    tab.page.goto("about:blank")
    tab.page.goto(tab.file.as_uri())
    yield tab
    assert tab.troubles == []


def test_what_is_seen_first(page: Page) -> None:
    assert page.page.title() == "政府信息公开工作年度报告检查结果"
    assert page.bodies() == ["乙镇人民政府", "甲县人民政府"]
    assert page.findings() == []
    assert page.status() == "显示 2 份报告中的 4 个问题（共 4 个）"


def test_a_body_of_the_table_opens_its_report(page: Page) -> None:
    page.page.click("tbody >> text=甲县人民政府")
    assert page.findings() == ["电话号码要核对"]
    box = page.page.locator(".report[open] summary").bounding_box()
    bar = page.page.locator("#bar").bounding_box()
    assert box["y"] >= bar["y"] + bar["height"], "the bar does not cover it"


def test_filter_by_level_and_family(page: Page) -> None:
    page.page.click("#expand")
    assert len(page.findings()) == 4
    page.page.uncheck("[name=level][value=warning]")
    assert page.bodies() == ["乙镇人民政府"]
    assert page.findings() == ["“<script>alert(1)</script>”", "总计应为15，实为12"]
    assert page.status() == "显示 1 份报告中的 2 个问题（共 4 个）"
    page.page.select_option("#family", "TBL")
    assert page.findings() == ["总计应为15，实为12"]
    page.page.check("[name=level][value=warning]")
    page.page.select_option("#family", "PII")
    assert page.bodies() == ["乙镇人民政府", "甲县人民政府"]


def test_search(page: Page) -> None:
    page.search("实为１２")
    assert page.findings() == ["总计应为15，实为12"]
    page.search("甲县 电话")
    assert (page.bodies(), page.findings()) == (["甲县人民政府"], ["电话号码要核对"])
    page.search("pii201")
    assert len(page.findings()) == 2
    page.search("丙县")
    assert page.bodies() == []
    assert page.visible("tbody th") == ["丙县教育局 没有问题"]
    assert page.page.locator("#none").is_visible()
    page.search("")
    assert (len(page.bodies()), page.findings()) == (2, [])


def test_the_text_with_the_findings_in_place(page: Page) -> None:
    page.page.click("#expand")
    line = page.page.locator(".report >> nth=0 >> .text > li >> nth=2 >> .t")
    assert not line.is_visible()
    page.page.click(".views >> text=原文")
    assert line.inner_text() == "| 自然人 | 3 | 12 |"
    mark = line.locator("mark")
    assert mark.inner_text() == "12"
    assert mark.evaluate("element => getComputedStyle(element).backgroundColor") != "rgba(0, 0, 0, 0)"
    told = page.page.locator("#r2-2")
    assert told.bounding_box()["y"] > mark.bounding_box()["y"]
    mark.locator("a").click()
    assert page.page.evaluate("location.hash") == "#r2-2"
    page.page.uncheck("[name=level][value=error]")
    assert mark.evaluate("element => getComputedStyle(element).backgroundColor") == "rgba(0, 0, 0, 0)"


def test_sorting_the_table(page: Page) -> None:
    def rows() -> list[str]:
        return [str(one) for one in page.page.locator("tbody th a, tbody th").all_inner_texts()]

    page.page.click("thead >> text=警告")
    assert page.page.locator("thead th >> nth=3").get_attribute("aria-sort") == "descending"
    page.page.click("thead >> text=机关")
    assert rows()[0] == "丙县教育局 没有问题"
    page.page.click("thead >> text=机关")
    assert rows()[-1] == "丙县教育局 没有问题"


def test_the_list_of_a_body_is_copied(page: Page) -> None:
    page.page.click(".report >> nth=0 >> summary")
    page.page.click(".report >> nth=0 >> .copy")
    page.page.wait_for_selector("text=已复制")
    assert page.page.evaluate("navigator.clipboard.readText()") == (
        "乙镇人民政府 2023年\n\n"
        "1. 提示 TXT101 1:3 · 一、总体情况\n   “<script>alert(1)</script>”\n"
        "2. 错误 TBL301 3:13 · 一、总体情况\n   总计应为15，实为12\n   建议：改为15\n   依据：国办公开办函〔2021〕30号\n"
        "3. 警告 PII201 4:9 · 一、总体情况\n   电话号码要核对\n"
    )


def test_print(page: Page) -> None:
    page.search("电话")
    page.page.click(".report >> nth=0 >> summary")
    page.page.click(".report >> nth=1 >> summary")
    assert page.findings() == []
    assert page.page.pdf().startswith(b"%PDF")
    page.page.emulate_media(media="print")
    page.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.findings() == ["电话号码要核对"] * 2
    assert not page.page.locator("#bar").is_visible()
    page.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.page.locator(".report[open]").count() == 0


def test_printing_one_report(page: Page) -> None:
    page.page.evaluate("print = () => { window.printed = document.body.innerText }")
    page.page.emulate_media(media="print")
    page.page.evaluate("document.querySelectorAll('.report')[1].open = true")
    page.page.evaluate("document.querySelectorAll('.print-one')[1].click()")
    printed = page.page.evaluate("printed")
    assert "甲县人民政府" in printed
    assert "乙镇人民政府" not in printed


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(page: Page, scheme: str) -> None:
    """The contrast that accessibility asks of text (WCAG AA, 4.5 to 1)."""
    page.page.emulate_media(color_scheme=scheme)
    page.page.click("#expand")
    page.page.click(".views >> text=原文")
    poor = page.page.evaluate("""() => {
      const channel = (value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
      const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
      const parts = (color) => color.match(/[\\d.]+/g).map(Number);
      const ground = (element) => {
        for (; element; element = element.parentElement) {
          const color = parts(getComputedStyle(element).backgroundColor);
          if (color.length < 4 || color[3] > 0) return color;
        }
        return [255, 255, 255];
      };
      return [...document.querySelectorAll("body *")].filter((element) =>
        element.checkVisibility() && !element.classList.contains("zero") &&
        [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
      ).map((element) => {
        const [a, b] = [light(parts(getComputedStyle(element).color)), light(ground(element))];
        return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), element.outerHTML.slice(0, 80)];
      }).filter(([contrast]) => contrast < 4.5);
    }""")
    assert poor == []


def test_without_scripts_it_is_read_all_the_same(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    text = output("html")(Run((full_run().results[0],), language="en"))
    assert isinstance(text, str)
    file.write_text(text, encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert not page.locator("#bar").is_visible()
    # The only report is open.
    assert page.locator("text=the total should be 15").first.is_visible()
    context.close()


@pytest.mark.skipif("REPORTLINT_LONG_TESTS" not in os.environ, reason="REPORTLINT_LONG_TESTS is not set")
def test_a_thousand_reports_stay_quick(browser: Any, tmp_path: Path) -> None:
    lines = "".join(f"| 第{number}行 | 3 | 12 |\n" for number in range(150))
    found = [diagnostic(Span(at, at + 2)) for at in range(20, 1520, 100)]
    reports = [replace(result(lines, *found, name=f"{n}.md"), outline=Outline(f"第{n}镇", 2023)) for n in range(1000)]
    text = output("html")(Run(reports))
    assert isinstance(text, str)
    file = tmp_path / "many.html"
    file.write_text(text, encoding="utf-8")
    assert file.stat().st_size < 20_000_000
    page = browser.new_page()
    page.goto(file.as_uri())
    # Twenty times what it takes on an idle machine.
    taken = page.evaluate("""async () => {
      const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      const start = performance.now();
      document.querySelector("[value=error]").click();
      document.querySelector("[value=error]").click();
      document.getElementById("expand").click();
      await drawn();
      return performance.now() - start;
    }""")
    assert page.locator("#status").text_content() == "显示 1000 份报告中的 15000 个问题（共 15000 个）"
    assert taken < 20_000
    page.close()
