// Renews the marked parts of a page when an alert is raised or somebody takes a step. Without this script the
// page is as good, only not as new: everything on it works by links and forms.
"use strict";

(() => {
  const parts = () => [...document.querySelectorAll("[data-live]")].filter((part) => part.id);
  const word = document.getElementById("live-word");
  let due = false;

  const say = (name) => {
    if (word) word.textContent = word.dataset[name];
  };

  // A person may be filling in a form of the list: nothing is taken from under their hands.
  const isBusy = (part) =>
    part.contains(document.activeElement) || [...part.querySelectorAll("input[type=text]")].some((field) => field.value);

  const openDetails = (part) =>
    new Set([...part.querySelectorAll("details[open]")].map((one) => one.closest("article")?.getAttribute("aria-labelledby")));

  const put = (part, fresh) => {
    const open = openDetails(part);
    part.replaceChildren(...fresh.childNodes);
    for (const one of part.querySelectorAll("details")) {
      one.open = open.has(one.closest("article")?.getAttribute("aria-labelledby"));
    }
  };

  const renew = async () => {
    if (parts().some(isBusy)) {
      due = true;
      say("wait");
      return;
    }
    due = false;
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of parts()) {
      const found = fresh.getElementById(part.id);
      if (found) put(part, found);
    }
    say("new");
  };

  if (!parts().length || !window.EventSource) return;
  const stream = new EventSource("/api/alerts/stream");
  let timer = 0;
  stream.addEventListener("alert", () => {
    clearTimeout(timer); // many alerts come at once: one renewal is enough
    timer = setTimeout(renew, 800);
  });
  document.addEventListener("focusout", () => setTimeout(() => due && renew(), 200));
  addEventListener("pagehide", () => stream.close());
})();
