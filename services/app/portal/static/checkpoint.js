// A scanner types into the field and ends with Enter. This only keeps the field in focus, and sends what a scanner
// without an Enter has typed. Without this script the page works as well.
"use strict";

(() => {
  const field = document.getElementById("code");
  if (!field) return;
  const COMPLETE = 180; // digits: no code is shorter
  let timer = 0;

  const isFree = () => !document.activeElement || document.activeElement === document.body;
  const take = () => isFree() && field.focus({ preventScroll: true });

  // On a phone every focus would bring up the keyboard over the answer.
  if (matchMedia("(pointer: fine)").matches) {
    addEventListener("focus", take);
    document.addEventListener("focusout", () => setTimeout(take, 50));
    document.addEventListener("click", () => setTimeout(take, 50));
  }
  field.addEventListener("input", () => {
    clearTimeout(timer);
    const typed = field.value.replace(/\s/g, "");
    if (typed.length >= COMPLETE) timer = setTimeout(() => field.form.requestSubmit(), 600);
  });
})();
