/* What the browser adds to a page in the past: it plays from change to change by itself, and the slider says where it stands. */
(() => {
  "use strict";
  const PLAYING = "lt_playing", PAUSE = 3000;
  const stepper = document.querySelector(".lt-app [data-lt-stepper]");
  if (!stepper) return;
  const later = stepper.dataset.ltLater;
  const stillness = window.matchMedia("(prefers-reduced-motion: reduce)");
  const item = stepper.querySelector("[data-lt-play-item]");
  const button = stepper.querySelector("[data-lt-play]");
  const is = () => window.sessionStorage.getItem(PLAYING) === "1";
  let waiting = 0;

  function show(playing) {
    button.setAttribute("aria-pressed", String(playing));
    button.querySelector("span").textContent = playing ? button.dataset.ltPauseLabel : button.dataset.ltPlayLabel;
    const use = button.querySelector("use");
    use?.setAttribute("href", use.getAttribute("href").replace(/#.*/, playing ? "#pause" : "#play"));
  }
  function stop() {
    window.clearTimeout(waiting);
    window.sessionStorage.removeItem(PLAYING);
    show(false);
  }
  function play() {
    window.sessionStorage.setItem(PLAYING, "1");
    show(true);
    waiting = window.setTimeout(() => window.location.assign(later), PAUSE);
  }
  function settle() {
    const can = !stillness.matches && later;
    item.hidden = !can;
    if (can && is()) play();
    else stop();
  }
  button.addEventListener("click", () => (is() ? stop() : play()));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && is()) stop(); });
  stillness.addEventListener("change", settle);
  settle();

  const slider = stepper.querySelector("[data-lt-slider]"), at = stepper.querySelector("[data-lt-at]");
  const marks = new Map([...stepper.querySelectorAll("datalist option")].map((mark) => [mark.value, mark.label]));
  slider?.addEventListener("input", () => {
    const said = Number(slider.value).toLocaleString(document.documentElement.lang || undefined);
    at.textContent = said;
    slider.setAttribute("aria-valuetext", marks.get(slider.value) ?? said);
  });
})();
