/* Makes pages smoother; each of them works without. */
"use strict";

(() => {
  /* Counts what the server counts: code points, and a line break as the two that are sent; or, where
     the field says so, composed letters without outer blanks, and a line break as one. */
  function length(field) {
    const text = field.value.replace(/\r\n?/g, "\n");
    if (field.dataset.kernBreaks === "one") return [...text.normalize("NFC").trim()].length;
    return [...text.replace(/\n/g, "\r\n")].length;
  }

  function count(field, counter) {
    const left = Number(field.dataset.kernLimit) - length(field);
    const text = left < 0 ? counter.dataset.over : counter.dataset.left;
    counter.textContent = text.replace("{n}", Math.abs(left).toLocaleString(document.documentElement.lang));
    counter.classList.toggle("is-over", left < 0);
  }

  function startCounters(root) {
    for (const counter of root.querySelectorAll("[data-kern-counter][hidden]")) {
      const field = document.getElementById(counter.dataset.kernCounter);
      if (!field) continue;
      counter.hidden = false;
      count(field, counter);
      let pause;
      field.addEventListener("input", () => {
        count(field, counter);
        /* Announced when typing rests, not with every key. */
        counter.removeAttribute("aria-live");
        clearTimeout(pause);
        pause = setTimeout(() => {
          counter.setAttribute("aria-live", "polite");
          counter.textContent = counter.textContent;
        }, 1000);
      });
    }
  }

  /* htmx names each new element: it may be the one that is looked for, or hold it. */
  function within(root, selector) {
    const own = root instanceof Element && root.matches(selector) ? [root] : [];
    return [...own, ...root.querySelectorAll(selector)];
  }

  /* Cells learn their column's name; roles keep it a table when the style sheet shows cards. */
  function startCards(root) {
    for (const region of within(root, "[data-kern-cards='']")) {
      const table = region.querySelector("table");
      if (!table) continue;
      const names = [...table.querySelectorAll("thead tr:last-child > *")].map((cell) => cell.textContent.trim());
      table.setAttribute("role", "table");
      for (const group of table.querySelectorAll("thead, tbody, tfoot")) group.setAttribute("role", "rowgroup");
      for (const row of table.rows) {
        row.setAttribute("role", "row");
        [...row.cells].forEach((cell, index) => {
          const heading = cell.scope === "row" ? "rowheader" : cell.tagName === "TH" ? "columnheader" : "cell";
          cell.setAttribute("role", heading);
          if (heading === "cell") cell.dataset.label = names[index] || "";
        });
      }
      region.dataset.kernCards = "ready";
    }
  }

  function start(root) {
    startCounters(root);
    startCards(root);
  }

  start(document);
  document.addEventListener("htmx:load", (event) => start(event.target));
})();
