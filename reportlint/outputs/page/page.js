"use strict";
(() => {
  const body = document.body;
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const search = byId("search"), family = byId("family"), status = byId("status"), expand = byId("expand");
  const boxes = all("input[name=level]");
  const rows = new Map(all("tr[data-for]").map((row) => [row.dataset.for, row]));
  const folded = (text) => text.normalize("NFKC").toLowerCase();

  const reports = all(".report").map((element) => ({
    element,
    row: rows.get(element.id),
    name: folded(element.querySelector("summary").textContent),
    findings: all(".f", element).map((finding) => ({
      element: finding,
      level: finding.classList[1],
      family: finding.dataset.k,
      text: null,
    })),
  }));
  const found = new Set(reports.map((report) => report.row));
  const clean = [...rows.values()].filter((row) => !found.has(row));
  const count = reports.reduce((sum, report) => sum + report.findings.length, 0);

  // The text of a finding is folded when somebody first searches for something.
  const textOf = (finding) => (finding.text ??= folded(finding.element.textContent));

  function filter() {
    const words = folded(search.value).split(/\s+/).filter(Boolean);
    const levels = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let shown = 0, inReports = 0;
    for (const report of reports) {
      const left = words.filter((word) => !report.name.includes(word));
      let here = 0;
      for (const finding of report.findings) {
        const fits = levels.has(finding.level)
          && (!family.value || finding.family === family.value)
          && left.every((word) => textOf(finding).includes(word));
        finding.element.hidden = !fits;
        here += fits;
      }
      // A report in which only rules failed has no findings to filter.
      const fits = here > 0 || (!report.findings.length && !left.length);
      report.element.hidden = report.row.hidden = !fits;
      // What was searched for is seen at once, and folded up again with the search.
      if (fits && left.length && !report.element.open) {
        report.element.open = report.searched = true;
      } else if (report.searched && !left.length) {
        report.element.open = report.searched = false;
      }
      shown += here;
      inReports += fits;
    }
    const narrowed = words.length > 0 || family.value !== "" || levels.size < boxes.length;
    for (const row of clean) {
      row.hidden = narrowed && !(words.length && words.every((word) => folded(row.textContent).includes(word)));
    }
    for (const box of boxes) body.classList.toggle(`no-${box.value}`, !box.checked);
    const numbers = { shown, all: count, reports: inReports };
    status.textContent = count ? body.dataset.shown.replace(/\{(\w+)\}/g, (_, name) => numbers[name]) : "";
    byId("none").hidden = inReports > 0 || !reports.length;
    label();
  }

  const visible = () => reports.map((report) => report.element).filter((element) => !element.hidden);
  const allOpen = () => visible().every((element) => element.open);
  function label() {
    expand.textContent = allOpen() ? body.dataset.collapse : body.dataset.expand;
  }

  function reveal() {
    const target = location.hash.length > 1 && byId(decodeURIComponent(location.hash.slice(1)));
    const report = target && target.closest(".report");
    if (!report) return;
    report.open = true;
    if (target !== report && !target.classList.contains("f")) show("full");
    target.scrollIntoView({ block: target === report ? "start" : "center" });
  }

  function show(view) {
    body.classList.toggle("list", view === "list");
    for (const radio of all("input[name=view]")) radio.checked = radio.value === view;
  }

  function sort(column, head) {
    const falling = head.getAttribute("aria-sort") === "descending"
      || (head.getAttribute("aria-sort") !== "ascending" && !head.classList.contains("n"));
    for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", falling ? "ascending" : "descending");
    const key = (row) => {
      const text = row.children[column].textContent;
      return head.classList.contains("n") ? Number(text) || 0 : text;
    };
    const compare = head.classList.contains("n")
      ? (a, b) => a[0] - b[0]
      : (a, b) => a[0].localeCompare(b[0], document.documentElement.lang);
    const sorted = [...rows.values()].map((row) => [key(row), row]).sort(compare);
    if (!falling) sorted.reverse();
    byId("overview-table").tBodies[0].append(...sorted.map(([, row]) => row));
  }

  async function copy(report, button) {
    const lines = [report.querySelector("summary h3").textContent + " " + report.querySelector(".year").textContent, ""];
    all(".f:not([hidden])", report).forEach((finding, at) => {
      const text = (selector) => finding.querySelector(selector)?.textContent.trim() ?? "";
      lines.push(`${at + 1}. ${text(".level")} ${text(".code")} ${text(".where")}`, `   ${text(".problem")}`);
      for (const fact of all("dl div", finding).slice(0, 2)) {
        lines.push(`   ${fact.children[0].textContent}：${fact.children[1].textContent}`);
      }
    });
    await navigator.clipboard.writeText(lines.join("\n") + "\n");
    const said = button.textContent;
    button.textContent = body.dataset.copied;
    setTimeout(() => { button.textContent = said; }, 1500);
  }

  let closed = [];
  addEventListener("beforeprint", () => {
    // What is folded up would not be printed: if nothing was chosen, everything that is shown is meant.
    const elements = visible();
    if (elements.some((element) => element.open)) return;
    closed = elements;
    for (const element of elements) element.open = true;
  });
  addEventListener("afterprint", () => {
    for (const element of closed) element.open = false;
    closed = [];
    body.classList.remove("one");
    for (const element of all(".chosen")) element.classList.remove("chosen");
  });

  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  for (const control of [...boxes, family]) control.addEventListener("change", filter);
  for (const radio of all("input[name=view]")) radio.addEventListener("change", () => show(radio.value));
  expand.addEventListener("click", () => {
    const open = !allOpen();
    for (const element of visible()) element.open = open;
    label();
  });
  byId("print").addEventListener("click", () => print());
  all("#overview-table thead th").forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => sort(column, head));
    head.replaceChildren(button);
  });
  byId("reports").addEventListener("toggle", label, true);
  byId("reports").addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const report = event.target.closest(".report");
    if (!button || !report) return;
    if (button.classList.contains("copy")) copy(report, button);
    if (button.classList.contains("print-one")) {
      body.classList.add("one");
      report.classList.add("chosen");
      print();
    }
  });
  addEventListener("hashchange", reveal);
  addEventListener("click", (event) => {
    // Following a link to where one already is changes no hash.
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) reveal();
  });

  body.classList.add("scripted");
  byId("bar").hidden = false;
  filter();
  reveal();
})();
