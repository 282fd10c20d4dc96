// Asks the device for a passkey, and puts its answer in the form (data-passkey: "get" or "create").
(() => {
  "use strict";

  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (one) => one.charCodeAt(0));
  };
  const words = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");
  const listed = (some) => (some || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const create = async (asked) => {
    const made = await navigator.credentials.create({
      publicKey: {
        ...asked,
        challenge: bytes(asked.challenge),
        user: { ...asked.user, id: bytes(asked.user.id) },
        excludeCredentials: listed(asked.excludeCredentials),
      },
    });
    return {
      id: made.id,
      rawId: words(made.rawId),
      type: made.type,
      clientExtensionResults: {},
      response: {
        clientDataJSON: words(made.response.clientDataJSON),
        attestationObject: words(made.response.attestationObject),
      },
    };
  };

  const get = async (asked) => {
    const shown = await navigator.credentials.get({
      publicKey: {
        ...asked,
        challenge: bytes(asked.challenge),
        allowCredentials: listed(asked.allowCredentials),
      },
    });
    const { clientDataJSON, authenticatorData, signature, userHandle } = shown.response;
    return {
      id: shown.id,
      rawId: words(shown.rawId),
      type: shown.type,
      clientExtensionResults: {},
      response: {
        clientDataJSON: words(clientDataJSON),
        authenticatorData: words(authenticatorData),
        signature: words(signature),
        userHandle: userHandle ? words(userHandle) : null,
      },
    };
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const what = form.dataset.passkey;
    const error = form.querySelector("[data-passkey-error]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      error.textContent = "";
      if (!window.PublicKeyCredential) {
        error.textContent = "This browser knows no passkeys.";
        return;
      }
      try {
        const asked = JSON.parse(form.dataset.options);
        const answer = await (what === "create" ? create(asked) : get(asked));
        form.elements[what === "create" ? "passkey" : "passkey_answer"].value = JSON.stringify(answer);
        form.submit();
      } catch {
        error.textContent = "The passkey was not used. Try again.";
      }
    });
  }
})();
