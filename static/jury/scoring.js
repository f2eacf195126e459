/* Beside an application: single keys on the points, typed and chosen points in step, and a note
   that the application has been opened. All of it works without, by Tab, arrows and Enter. */
"use strict";

(() => {
  const HALF = 0.5, TYPING = 1000;
  const number = (text) => Number(String(text).trim().replace(",", "."));
  const radios = (scale) => [...scale.querySelectorAll("input[type=radio]")];
  const typed = (scale) => scale.querySelector("[data-typed]");

  /* A page that is only loaded ahead has not been read: it is noted once it is seen. */
  function note() {
    const form = document.querySelector("form[data-read]");
    if (!form || document.hidden) return;
    document.removeEventListener("visibilitychange", note);
    const body = new URLSearchParams(new FormData(form));
    fetch(form.dataset.read, { method: "POST", body, headers: { "HX-Request": "true" }, redirect: "manual" })
      .then((answer) => { if (answer.status === 204) form.remove(); })
      .catch(() => {}); // the button stays
  }
  document.addEventListener("visibilitychange", note);
  note();

  /* What is typed comes before what is chosen, so choosing empties the field. */
  function choose(scale, radio) {
    typed(scale).value = "";
    if (!radio.checked) {
      radio.checked = true;
      radio.dispatchEvent(new Event("input", { bubbles: true }));
      radio.dispatchEvent(new Event("change", { bubbles: true }));
    }
    radio.focus();
  }

  function valued(scale, value) {
    return radios(scale).find((each) => each.value !== "" && number(each.value) === value);
  }

  document.addEventListener("input", (event) => {
    const scale = event.target.closest("[data-scale]");
    if (!scale || !radios(scale).length) return;
    if (event.target.type === "radio") typed(scale).value = "";
    else if (event.target.value.trim()) {
      const same = valued(scale, number(event.target.value));
      radios(scale).forEach((each) => { each.checked = each === same; });
    }
  }, true);

  if (!document.querySelector("form[data-single-keys]")) return;

  let digits = "", last = 0;

  /* Two digits in a row are one number, where the scale has it. */
  function digit(scale, key) {
    const now = performance.now();
    digits = now - last < TYPING ? digits + key : key;
    last = now;
    const radio = valued(scale, Number(digits)) || valued(scale, Number(digits = key));
    if (radio) choose(scale, radio);
  }

  function half(scale) {
    digits = "";
    const chosen = radios(scale).find((each) => each.checked && each.value !== "");
    const radio = valued(scale, Math.floor(chosen ? number(chosen.value) : 0) + HALF);
    if (radio) choose(scale, radio);
  }

  function go(key) {
    const link = document.querySelector(`.review-way a[data-key="${key}"]`);
    if (link) link.click();
  }

  document.addEventListener("keydown", (event) => {
    const scale = event.target.closest?.("[data-scale]");
    const isPoint = scale && event.target.type === "radio";
    if (!isPoint || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^[0-9]$/.test(event.key)) digit(scale, event.key);
    else if (event.key === "," || event.key === ".") half(scale);
    else if (event.key === "n" || event.key === "p") go(event.key);
    else if (event.key === "?") document.getElementById("keys-title")?.focus();
    else return;
    event.preventDefault();
  });
})();
