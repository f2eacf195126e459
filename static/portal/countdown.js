/* Counts down to the deadline from the server's time, so that a wrong clock here has no effect. */
"use strict";

(() => {
  const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
  const SPOKEN = [60, 15, 5, 1].map((minutes) => minutes * MINUTE);
  const language = document.documentElement.lang;
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  const started = new WeakMap();

  const amount = (n, unit) =>
    new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(n);

  /* The two largest units, rounded down; the last minute in seconds. */
  function words(left) {
    const parts = [
      [Math.floor(left / DAY), "day"],
      [Math.floor((left % DAY) / HOUR), "hour"],
      [Math.floor((left % HOUR) / MINUTE), "minute"],
    ].filter(([n]) => n > 0).slice(0, 2);
    if (!parts.length) parts.push([Math.max(0, Math.floor(left / 1000)), "second"]);
    return list.format(parts.map(([n, unit]) => amount(n, unit)));
  }

  function start(line) {
    const left = Date.parse(line.dataset.deadline) - Date.parse(line.dataset.now);
    started.set(line, { left, at: performance.now(), date: Date.now(), before: left });
    return started.get(line);
  }

  function say(line, text) {
    const said = line.querySelector("[data-left-said]");
    if (said) said.textContent = text;
  }

  function tick(line) {
    const known = started.get(line) || start(line);
    const passed = performance.now() - known.at;
    /* The computer slept: nobody here knows how long. The date itself stays right. */
    if (Math.abs(Date.now() - known.date - passed) > MINUTE) {
      line.querySelector("[data-left-line]").hidden = true;
      line.querySelector("[data-clock]")?.remove();
      return;
    }
    const left = known.left - passed;
    line.querySelector("[data-left]").textContent = words(left);
    const clock = line.querySelector("[data-clock]");
    if (clock && passed > MINUTE) clock.remove();
    for (const mark of SPOKEN) {
      if (known.before > mark && left <= mark) {
        say(line, line.querySelector("[data-left-line]").textContent.replace(/^[\s–]+/, ""));
        if (mark === MINUTE) document.dispatchEvent(new CustomEvent("deadline:near"));
      }
    }
    if (left <= 0) {
      line.querySelector("[data-left-line]").hidden = true;
      const over = line.querySelector("[data-over]");
      if (over.hidden) say(line, over.textContent);
      over.hidden = false;
    }
    known.before = left;
  }

  const tickAll = () => document.querySelectorAll("[data-countdown]").forEach(tick);
  tickAll();
  setInterval(tickAll, 1000);
})();
