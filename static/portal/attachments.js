/* Uploads chosen or dropped files one after the other and shows how far they are. Without it the
   form sends one file and the page comes back. */
"use strict";

(() => {
  const form = document.querySelector("form[data-upload]");
  if (!form || !window.XMLHttpRequest) return;
  const field = form.querySelector("input[type=file]");
  const progress = form.querySelector("[data-upload-progress]");
  const state = form.querySelector("[data-upload-state]");
  const hint = form.querySelector("[data-upload-hint]");
  const button = form.querySelector("button[type=submit], button:not([type])");
  const replaces = form.querySelector("[name=replaces]");

  function say(text, name) {
    const line = document.createElement("li");
    line.textContent = text.replace("{name}", name ? `„${name}“` : "");
    state.append(line);
    return line;
  }

  /* One file, the very form that the page would send. Gives the page that came back, and its status. */
  function send(file) {
    return new Promise((done) => {
      const body = new FormData();
      for (const name of ["csrfmiddlewaretoken", "replaces"]) body.append(name, form.elements[name].value);
      body.append("file", file);
      const request = new XMLHttpRequest();
      request.open("POST", form.action || location.href);
      request.responseType = "document";
      request.upload.addEventListener("progress", (event) => {
        if (event.lengthComputable) progress.value = event.loaded / event.total;
      });
      request.addEventListener("load", () => done({ page: request.response, status: request.status }));
      request.addEventListener("error", () => done({ page: null, status: 0 }));
      request.send(body);
    });
  }

  /* What the page that came back says about the file, if it was refused. */
  function refusal(page) {
    const error = page && (page.getElementById("id_file_error") || page.querySelector("#upload-errors li"));
    return error ? error.textContent.trim() : "";
  }

  async function uploadOne(file) {
    if (file.size > Number(form.dataset.max)) {
      say(`{name}: ${form.dataset.tooLarge}`, file.name);
      return false;
    }
    progress.value = 0;
    progress.hidden = false;
    const line = say(form.dataset.sending, file.name);
    const { page, status } = await send(file);
    progress.hidden = true;
    line.remove();
    const files = page && page.getElementById("files");
    if (status === 200 && files) {
      const shown = document.importNode(files, true);
      document.getElementById("files").replaceWith(shown);
      shown.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true })); /* its table becomes cards */
      say(form.dataset.done, file.name);
      return true;
    }
    if (status && !files) location.reload(); /* signed out, or another page altogether */
    say(status ? `{name}: ${refusal(page)}` : form.dataset.failed, file.name);
    return false;
  }

  async function upload(files) {
    if (form.getAttribute("aria-busy") === "true" || !files.length) return;
    form.setAttribute("aria-busy", "true");
    button.disabled = true;
    state.replaceChildren();
    for (const file of replaces.value ? [...files].slice(0, 1) : files) await uploadOne(file);
    button.disabled = false;
    form.removeAttribute("aria-busy");
    field.value = "";
    if (replaces.value) location.assign(location.pathname);
  }

  form.dataset.upload = "ready";
  if (!replaces.value) field.multiple = true;
  hint.textContent = form.dataset.drop;
  hint.hidden = false;
  form.addEventListener("submit", (event) => {
    if (!field.files.length) return;
    event.preventDefault();
    upload([...field.files]);
  });
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("is-over");
    });
  }
  form.addEventListener("dragleave", () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("is-over");
    upload([...event.dataTransfer.files]);
  });
})();
