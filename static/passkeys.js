/* Passkeys: asks the browser for a signature and sends it with the form. Works for every form with
   data-passkey="get" or "create"; such a form stays hidden where the browser knows no passkeys. */
"use strict";

(() => {
  const toBytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");

  const known = (list) => (list || []).map((each) => ({ ...each, id: toBytes(each.id) }));

  function readable({ publicKey }) {
    const wanted = { ...publicKey, challenge: toBytes(publicKey.challenge) };
    if (wanted.user) wanted.user = { ...wanted.user, id: toBytes(wanted.user.id) };
    if (wanted.excludeCredentials) wanted.excludeCredentials = known(wanted.excludeCredentials);
    if (wanted.allowCredentials) wanted.allowCredentials = known(wanted.allowCredentials);
    return { publicKey: wanted };
  }

  function sendable(credential) {
    const { response } = credential;
    const parts = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (response[name]) parts[name] = toText(response[name]);
    }
    if (response.getTransports) parts.transports = response.getTransports();
    return JSON.stringify({
      type: credential.type,
      id: credential.id,
      rawId: toText(credential.rawId),
      response: parts,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  }

  async function options(form) {
    if (!form.dataset.options) return JSON.parse(form.querySelector("#passkey-options").textContent);
    const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`No options: ${answer.status}`);
    return answer.json();
  }

  async function send(form) {
    const failed = form.querySelector("[data-passkey-failed]");
    failed.hidden = true;
    try {
      const given = await options(form);
      const credential =
        form.dataset.passkey === "create"
          ? await navigator.credentials.create(readable(given.creation_options))
          : await navigator.credentials.get(readable(given.request_options));
      form.elements.credential.value = sendable(credential);
      form.submit();
    } catch (error) {
      failed.textContent = failed.textContent.trim();
      failed.setAttribute("role", "alert");
      failed.hidden = false;
    }
  }

  if (!window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
})();
