/* Parts of a form that hang on other parts. Without it everything is shown and saved all the same. */
"use strict";

(() => {
  /* A question that is asked only after certain answers: shown and hidden at once, and told. What was
     typed in it stays, and the focus stays where it is. */
  function chosen(form, name) {
    const inputs = [...form.elements].filter((input) => input.name === name && "checked" in input);
    const values = inputs.filter((input) => input.checked).map((input) => input.value);
    return { values: values.length ? values : [""], inputs };
  }

  function isAsked(form, part) {
    const { values, inputs } = chosen(form, part.dataset.kernAskedIf);
    if (inputs.length && inputs.every((input) => input.closest("[data-kern-asked-if][hidden]"))) return false;
    return part.dataset.kernAskedValues.split("\n").some((value) => values.includes(value));
  }

  function follow(form, said) {
    const told = [];
    for (const part of form.querySelectorAll("[data-kern-asked-if]")) {
      const asked = isAsked(form, part) || part.querySelector(".field-errors") !== null;
      if (asked === !part.hidden) continue;
      part.hidden = !asked;
      told.push(asked ? part.dataset.kernSaidAsked : part.dataset.kernSaidGone);
    }
    if (said && told.length) said.textContent = told.join(" ");
  }

  function startConditions(root) {
    for (const part of root.querySelectorAll("[data-kern-asked-if]")) {
      const form = part.closest("form");
      if (!form) continue;
      if (!form.dataset.kernFollows) {
        form.dataset.kernFollows = "yes";
        const said = document.createElement("p");
        said.className = "visually-hidden";
        said.setAttribute("role", "status");
        form.append(said);
        form.addEventListener("change", () => follow(form, said));
      }
      follow(form);
    }
  }

  /* The text of a choice: seen and sent only while the choice is ticked. */
  function startTicked(root) {
    for (const pair of root.querySelectorAll("[data-kern-ticked='']")) {
      const box = pair.querySelector("input[type=checkbox]"), text = pair.querySelector("textarea");
      const follow = () => {
        /* A text beside an open box was kept by the server, which asks what it is meant for. */
        const seen = box.checked || (text.defaultValue !== "" && !box.defaultChecked);
        text.disabled = !seen;
        text.closest(".choice-text").hidden = !seen;
      };
      pair.dataset.kernTicked = "ready";
      box.addEventListener("change", follow);
      follow();
    }
  }

  /* "Weitere Zeilen" adds a row at once instead of saving the page. */
  function startRows(root) {
    for (const table of root.querySelectorAll("[data-kern-rows]")) {
      const more = table.querySelector("button[data-kern-more='']");
      if (!more) continue;
      const body = table.tBodies[0], copy = table.querySelector("template");
      more.type = "button";
      more.dataset.kernMore = "ready";
      more.querySelector("[data-kern-without-script]")?.remove();
      more.addEventListener("click", () => {
        const count = body.querySelectorAll("[data-kern-row]").length;
        if (count >= Number(table.dataset.kernRows)) return;
        body.insertAdjacentHTML("beforeend", copy.innerHTML.replaceAll("__i__", count).replaceAll("__n__", count + 1));
        body.lastElementChild.querySelector("input").focus();
        more.hidden = count + 1 >= Number(table.dataset.kernRows);
      });
    }
  }

  /* Running sums, in cents. A sum that cannot be read counts nothing; saving says which one it is. */
  function cents(text, { group, point }) {
    const plain = text.replace(/[\s€]/g, "");
    const sign = (mark) => `\\${mark}`;
    const amount = new RegExp(`^(\\d{1,3}(${sign(group)}\\d{3})*|\\d{1,11})(${sign(point)}\\d{1,2})?$`);
    if (!amount.test(plain)) return 0;
    const [whole, rest = ""] = plain.split(group).join("").split(point);
    return Number(whole) * 100 + Number(rest.padEnd(2, "0"));
  }

  function written(value, { group, point, format }) {
    const whole = String(Math.floor(value / 100)).replace(/\B(?=(\d{3})+$)/g, group);
    return format.replace("{n}", whole + point + String(value % 100).padStart(2, "0"));
  }

  function add(box, isOver) {
    const sums = {};
    for (const field of box.querySelectorAll("[data-kern-amount]")) {
      const name = field.dataset.kernAmount;
      sums[name] = (sums[name] || 0) + cents(field.value, box.dataset);
    }
    for (const sum of box.querySelectorAll("[data-kern-sum]")) {
      sum.textContent = written(sums[sum.dataset.kernSum] || 0, box.dataset);
    }
    const balance = box.querySelector("[data-kern-balance]");
    if (!balance || !isOver) return;
    const [left, right] = balance.dataset.kernBalance.split(" ").map((name) => sums[name] || 0);
    const text = left || right ? balance.dataset[left === right ? "even" : "odd"] : "";
    balance.textContent = text.replace("{n}", written(Math.abs(left - right), box.dataset));
  }

  function startSums(root) {
    for (const box of root.querySelectorAll("[data-kern-sums='']")) {
      box.dataset.kernSums = "ready";
      box.addEventListener("input", () => add(box, false));
      /* Told when a field is left, not with every key. */
      box.addEventListener("change", () => add(box, true));
      add(box, true);
    }
  }

  function start(root) {
    startConditions(root);
    startTicked(root);
    startRows(root);
    startSums(root);
  }

  start(document);
  document.addEventListener("htmx:load", (event) => start(event.target));
})();
