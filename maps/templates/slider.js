// The slider: a plain range input moves through the days, a button plays them, the last position is now.
const PHD_STEP_MS = 280;

function phdSlider(scene, moveTo) {
  const range = document.getElementById("phd-day");
  const date = document.querySelector(".phd-date");
  const play = document.querySelector(".phd-play");
  const last = scene.days.length - 1;
  let timer = null;

  function go(step) {
    const day = Math.max(0, Math.min(last, step));
    const told = phdDate(scene.days[day]) + (day === last ? ` (${scene.words.now})` : "");
    range.value = day;
    range.setAttribute("aria-valuetext", told);
    date.textContent = told;
    moveTo(day);
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    mark(scene.words.play);
  }

  function mark(word) {
    play.classList.toggle("phd-playing", timer !== null);
    play.setAttribute("aria-label", word);
    play.title = word;
  }

  function start() {
    if (Number(range.value) === last) go(0);
    timer = setInterval(() => {
      go(Number(range.value) + 1);
      if (Number(range.value) === last) stop();
    }, PHD_STEP_MS);
    mark(scene.words.pause);
  }

  range.addEventListener("input", () => { stop(); go(Number(range.value)); });
  play.addEventListener("click", () => (timer === null ? start() : stop()));
  document.querySelector(".phd-now").addEventListener("click", () => { stop(); go(last); });
  // Arrow keys also work before anything has the focus.
  document.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (way && event.target === document.body) { stop(); go(Number(range.value) + way); }
  });
  go(last);
}
