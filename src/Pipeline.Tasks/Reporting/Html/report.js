"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  const value = row => column => {
    const cell = [...row.cells].find(c => c.cellIndex === column);
    if (!cell || cell.colSpan > 1 || cell.querySelector(".undefined")) return null;
    const figure = cell.querySelector("data");
    return figure ? Number(figure.value) : cell.textContent.trim();
  };

  const compare = (a, b, sign) => {
    if (a === null || b === null) return (a === null) - (b === null);
    return sign * (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true }));
  };

  const sort = (table, heading) => {
    const column = heading.cellIndex;
    const body = table.tBodies[0];
    const rows = [...body.rows].map(row => ({ row, key: value(row)(column) }));
    const numbers = rows.some(r => typeof r.key === "number");
    const before = heading.getAttribute("aria-sort");
    const order = before === null ? (numbers ? "descending" : "ascending") : before === "ascending" ? "descending" : "ascending";
    all("th[aria-sort]", table.tHead).forEach(h => h.removeAttribute("aria-sort"));
    heading.setAttribute("aria-sort", order);
    rows.sort((a, b) => compare(a.key, b.key, order === "ascending" ? 1 : -1));
    body.append(...rows.map(r => r.row));
  };

  all("table").filter(t => t.tBodies[0].rows.length > 1).forEach(table => all("thead th", table).forEach(heading => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sort(table, heading));
    heading.append(button);
  }));

  const boxes = all("[data-shows]");
  const filter = document.getElementById("label-filter");
  const said = document.getElementById("label-count");
  const labels = new Set(all("[data-label]").map(e => e.dataset.label));

  const show = () => {
    const methods = new Set(boxes.filter(b => !b.checked).map(b => b.dataset.shows));
    const wanted = filter.value.trim().toLowerCase();
    const fits = label => label.toLowerCase().includes(wanted);
    all("[data-method], [data-label]").forEach(e => {
      e.hidden = methods.has(e.dataset.method) || (e.dataset.label !== undefined && !fits(e.dataset.label));
    });
    said.textContent = wanted ? `${[...labels].filter(fits).length} of ${labels.size} labels` : "";
  };

  boxes.forEach(b => b.addEventListener("change", show));
  filter.addEventListener("input", show);
  document.getElementById("controls").hidden = false;
  // A browser that comes back to the page keeps what was chosen.
  show();
})();
