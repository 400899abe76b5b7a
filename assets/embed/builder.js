/* On the page of the builder: shows what was chosen at once, and copies a code. Without it both take a button more. */
(function () {
  "use strict";

  const form = document.getElementById("builder");
  const result = document.getElementById("result");
  let asked = 0;

  /* A button beside each code; what it says when it has copied stays until the next code. */
  function offer() {
    for (const field of result.querySelectorAll("[data-copy]")) {
      const button = document.createElement("button");
      const code = field.querySelector("textarea");
      Object.assign(button, { type: "button", className: "btn", textContent: field.dataset.copy });
      button.addEventListener("click", async () => {
        code.select();
        try {
          await navigator.clipboard.writeText(code.value);
        } catch (error) {
          document.execCommand("copy");
        }
        button.textContent = field.dataset.copied;
      });
      code.after(button);
    }
  }

  /* The same page for the fields as they are now: the server decides what they mean, also when something is wrong. */
  async function show() {
    const turn = (asked += 1);
    const fields = [...new FormData(form)].filter((pair) => pair[1]);
    const address = `${form.getAttribute("action")}?${new URLSearchParams(fields)}`;
    const answer = await fetch(address);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.getElementById("result");
    if (turn !== asked) {
      return;
    }
    if (!answer.ok || !found || document.querySelector(".refusals") || page.querySelector(".refusals")) {
      form.requestSubmit(); // what is wrong stands beside the fields, and is gone when it is not
      return;
    }
    history.replaceState(null, "", address);
    const language = document.querySelector(".language");
    language.href = page.querySelector(".language").getAttribute("href");
    result.replaceChildren(...found.children);
    offer();
    window.memorandummonitor();
  }

  offer();
  form.addEventListener("change", show);
})();
