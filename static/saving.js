/* Saves what is typed: on leaving a field at once, while typing as often as the server allows.
   Without it the buttons send the whole form, as on every page.
   data-saving-whole: all answers have one version together (#id_version) and are sent together;
   after a conflict nothing is sent before each answer that differs has been decided. */
"use strict";

(() => {
  const form = document.querySelector("form[data-saving]");
  if (!form || !window.htmx) return;

  const PAUSE = 1500, LONGEST = 60_000;
  const CONTROLS = "input[name], select[name], textarea[name]";
  const find = (id) => document.getElementById(id);
  const whole = form.hasAttribute("data-saving-whole");
  const version = (question) => find(whole ? "id_version" : `id_version-${question.key}`);
  const line = find("save-line"), bar = find("save-bar"), open = find("save-open"), texts = bar.dataset;
  const questions = [...form.querySelectorAll("[data-question]")].map((box) => (
    { key: box.dataset.question, box, saved: "", sent: "", refused: null, conflict: false }
  ));
  /* interval: the server's, between two saves while typing. failures: tries in vain, one after the
     other. stopped: nothing more is tried by itself (signed out, deadline over). */
  let interval = 20_000, lastSave = -Infinity, burst = null, timer = null;
  let failures = 0, stopped = false, leaving = false, queue = Promise.resolve();

  /* What is in a question's controls; null where they take no answer now. */
  function entries(question, data) {
    const controls = [...question.box.querySelectorAll(CONTROLS)];
    if (controls.length && controls.every((control) => control.disabled)) return null;
    const names = new Set(controls.map((control) => control.name));
    return [...data].filter(([name, value]) => names.has(name) && typeof value === "string");
  }

  function written() {
    const data = new FormData(form);
    return new Map(questions.map((question) => [question, JSON.stringify(entries(question, data))]));
  }

  function unsaved() {
    const now = written();
    return questions.filter((each) => now.get(each) !== "null" && now.get(each) !== each.saved);
  }

  function waiting() {
    const now = written();
    if (whole) {
      const undecided = questions.some((each) => each.conflict);
      return !undecided && unsaved().some((each) => now.get(each) !== each.refused) ? questions : [];
    }
    return unsaved().filter((each) => !each.conflict && now.get(each) !== each.refused);
  }

  const token = () => form.querySelector("#csrf input").value;

  /* One request; what it answers has been swapped in when this is done. */
  function ask(method, values, headers = {}) {
    return new Promise((resolve) => {
      line.addEventListener("htmx:afterRequest", (event) => resolve(event.detail.xhr), { once: true });
      htmx.ajax(method, form.dataset.saving, { source: line, target: line, swap: "none", values, headers })
        .catch(() => {});
    });
  }

  function body(batch) {
    const values = new FormData(), data = new FormData(form);
    values.set("csrfmiddlewaretoken", token());
    for (const question of batch) {
      const given = entries(question, data);
      question.sent = JSON.stringify(given);
      for (const [name, value] of given) values.append(name, value);
      values.set(version(question).name, version(question).value);
    }
    return values;
  }

  /* Signing in elsewhere has made the page's token worthless: fetch another one, once. */
  async function post(batch, headers) {
    let answer = await ask("POST", body(batch), headers);
    if (answer.status === 403) {
      const fresh = await ask("GET", {}, headers);
      answer = fresh.status === 200 ? await ask("POST", body(batch), headers) : fresh;
    }
    return answer;
  }

  const enqueue = (headers) => (queue = queue.then(() => run(headers), () => run(headers)));
  const save = () => enqueue({});
  /* Asked for by a person, perhaps on the way to submitting: a busy server puts off only the others. */
  const saveNow = () => enqueue({ "Saved-By-Hand": "1" });

  async function run(headers) {
    clearTimeout(timer);
    timer = burst = null;
    const batch = waiting();
    if (batch.length) {
      show(texts.running);
      const answer = await post(batch, headers);
      lastSave = performance.now();
      settle(batch, answer);
    }
    list();
  }

  function settle(batch, answer) {
    const saved = answer.getResponseHeader("Answers-Saved");
    if (saved !== null) {
      take(batch, saved.split(" "), answer);
    } else if (answer.status === 0 || answer.status === 429 || answer.status >= 500) {
      failures += 1;
      retry(Number(answer.getResponseHeader("Retry-After")) * 1000);
    } else {
      if (!find("save-trouble").childElementCount) show(texts.failed);
      else show("");
      if (!stopped) say(texts.stopped);
      stopped = true;
    }
  }

  function take(batch, keys, answer) {
    for (const question of batch) {
      const problem = find(`problem-${question.key}`);
      if (keys.includes(question.key)) question.saved = question.sent;
      question.refused = keys.includes(question.key) ? null : question.sent;
      question.conflict = problem.querySelector("[data-keep-mine]") !== null;
      mark(question, problem);
      if (question.conflict && question.sent === question.saved) adopt(question);
    }
    const wrong = batch.find((question) => question.refused !== null);
    if (wrong) say(`${wrong.box.dataset.label}: ${find(`problem-${wrong.key}`).textContent.trim().replace(/\s+/g, " ").slice(0, 300)}`);
    else if (failures || stopped) say(texts.again);
    failures = 0;
    stopped = false;
    interval = 1000 * Number(answer.getResponseHeader("Next-Save-In")) || interval;
    show("");
    if (waiting().length) typed();
  }

  /* Back-off: 2, 4, 8 … seconds, a little apart from everybody else; or as the server says. */
  function retry(asked) {
    if (failures === 1) say(texts.lost);
    const wait = Math.max(asked || 0, Math.min(LONGEST, 1000 * 2 ** failures)) * (1 + Math.random() / 4);
    const due = performance.now() + wait;
    const tick = () => {
      const left = due - performance.now();
      if (left <= 0) return save();
      show(texts.retry.replace("{n}", Math.ceil(left / 1000)));
      timer = setTimeout(tick, Math.min(1000, left));
    };
    tick();
  }

  /* A field is told to be wrong in the same way as on the page without script. */
  function mark(question, problem) {
    const wrong = question.refused !== null;
    const controls = question.box.querySelectorAll(CONTROLS);
    const described = question.box.querySelector("fieldset") || controls[0];
    if (controls.length === 1) controls[0].setAttribute("aria-invalid", String(wrong));
    if (!described) return;
    const ids = (described.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && id !== problem.id);
    described.setAttribute("aria-describedby", [...ids, ...(wrong ? [problem.id] : [])].join(" "));
    question.box.querySelector(`#id_${question.key}_error`)?.remove();
  }

  const show = (text) => { find("save-now").textContent = text; };

  function say(text) {
    find("save-said").textContent = "";
    setTimeout(() => { find("save-said").textContent = text; }, 100);
  }

  /* Which answers are not saved, by name, as soon as that is more than a matter of seconds. */
  function list() {
    const named = failures || stopped ? unsaved() : unsaved().filter((each) => each.refused !== null);
    open.hidden = !named.length;
    open.querySelector("ul").replaceChildren(...named.map((question) => {
      const link = document.createElement("a");
      link.href = `#${question.box.dataset.focus}`;
      link.textContent = question.box.dataset.label;
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
  }

  /* While typing: after a pause, not before the interval is over, and not much later either. */
  function typed() {
    if (stopped || failures) return list();
    const now = performance.now(), soonest = lastSave + interval;
    burst ??= now;
    const due = Math.min(Math.max(now + PAUSE, soonest), Math.max(soonest, burst + interval));
    clearTimeout(timer);
    timer = setTimeout(save, due - now);
    show(waiting().length ? texts.waiting : "");
  }

  form.addEventListener("input", typed);
  form.addEventListener("change", () => { if (!stopped && !failures) save(); else list(); });
  window.addEventListener("online", save);
  document.addEventListener("deadline:near", () => setTimeout(save, Math.random() * 40_000));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden ? !stopped && !failures : stopped || failures) save();
  });

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-save-now], [data-keep-mine], [data-take-theirs]");
    if (!button) return followed(event);
    const question = questions.find((each) => each.box.contains(button));
    if (button.matches("[data-keep-mine]")) keepMine(question, button.dataset.keepMine);
    if (button.matches("[data-take-theirs]")) {
      await takeTheirs(question, button.dataset.takeTheirs);
      if (!whole) return;
    }
    await saveNow();
  });

  function keepMine(question, newer) {
    version(question).value = newer;
    Object.assign(question, { refused: null, conflict: false });
    document.getElementById(question.box.dataset.focus)?.focus();
  }

  /* The field shows what is saved; what stood in it stays readable beside it. */
  async function takeTheirs(question, newer) {
    const problem = find(`problem-${question.key}`), text = question.box.querySelector("textarea, input[type=text]:not([data-typed])");
    const mine = problem.querySelector("[data-mine]"), choice = problem.querySelector("[data-choice]");
    const before = text?.value;
    const answer = await (queue = queue.then(() => ask("GET", { question: question.key })));
    if (answer.status !== 200) return say(texts.failed);
    if (before !== undefined) mine.querySelector("blockquote").textContent = before;
    if (newer) version(question).value = newer;
    choice.remove();
    mine.hidden = false;
    Object.assign(question, { saved: written().get(question), refused: null, conflict: false });
    mark(question, problem);
    document.getElementById(question.box.dataset.focus)?.focus();
    list();
  }

  /* Nothing was written here since: the field just shows what another window has saved. */
  async function adopt(question) {
    const problem = find(`problem-${question.key}`);
    const newer = problem.querySelector("[data-take-theirs]").dataset.takeTheirs;
    const answer = await (queue = queue.then(() => ask("GET", { question: question.key })));
    if (answer.status !== 200) return; // the choice stays
    if (newer) version(question).value = newer;
    problem.replaceChildren();
    Object.assign(question, { saved: written().get(question), refused: null, conflict: false });
    mark(question, problem);
    list();
    if (waiting().length) await save();
  }

  /* What is not saved, as text to put somewhere else. */
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy-text]");
    if (!button) return;
    const data = new FormData(form);
    const told = unsaved().map((each) => {
      const given = (entries(each, data) || []).map(([, value]) => value).filter((value) => value);
      return `${each.box.dataset.label}\n${given.join("\n")}`;
    });
    try {
      await navigator.clipboard.writeText(told.join("\n\n"));
      say(button.dataset.copied);
      show(button.dataset.copied);
    } catch {
      say(button.dataset.uncopied);
      show(button.dataset.uncopied);
    }
  });

  /* A link is followed once everything is saved; where that fails, the browser asks. */
  async function followed(event) {
    const link = event.target.closest("a[href]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!link || !plain || link.target || link.getAttribute("href").startsWith("#") || !unsaved().length) return;
    event.preventDefault();
    await saveNow();
    location.assign(link.href);
  }

  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    const isAct = button?.name && button.name !== "then";
    if (leaving || (isAct && !whole)) { leaving = true; return; }
    event.preventDefault();
    await saveNow();
    if (isAct) { // over the version that has just been saved; not while this submission is told
      leaving = true;
      setTimeout(() => form.requestSubmit(button));
      return;
    }
    if (unsaved().length) {
      (open.querySelector("a") || bar.querySelector("a, button"))?.focus();
    } else if (button?.name === "then") {
      location.assign(form.dataset.next);
    } else {
      say(find("save-state").textContent.trim());
    }
  });

  window.addEventListener("beforeunload", (event) => {
    if (!leaving && unsaved().length) event.preventDefault();
  });

  /* What came with the page is saved; what a browser has restored into it, perhaps not. */
  function original(question) {
    const kept = [];
    for (const control of question.box.querySelectorAll(CONTROLS)) {
      if (control.disabled) continue; // a text whose choice is not ticked is not sent
      if (control.type === "radio" || control.type === "checkbox") {
        if (control.defaultChecked) kept.push([control.name, control.value]);
      } else if (control.tagName === "SELECT") {
        const chosen = [...control.options].filter((each) => each.defaultSelected);
        if (!chosen.length && !control.multiple && control.options.length) chosen.push(control.options[0]);
        kept.push(...chosen.map((each) => [control.name, each.value]));
      } else if (control.type !== "file") {
        kept.push([control.name, control.defaultValue]);
      }
    }
    return JSON.stringify(kept);
  }

  for (const question of questions) question.saved = original(question);
  if (waiting().length) save();
  document.querySelectorAll("[data-by-itself]").forEach((note) => { note.hidden = false; });
})();
