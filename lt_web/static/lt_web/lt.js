/* What the browser adds to pages that work without it: menus that close, themes, focus and a voice after a swap. */
(() => {
  "use strict";
  const roots = () => document.querySelectorAll(".lt-app");
  const inside = (node) => node instanceof Element && node.closest(".lt-app");

  /* Theme: remembered in a cookie for our pages alone, so that the server draws the next one in it. */
  const home = new URL(document.currentScript.src).pathname.replace(/static\/lt_web\/[^/]*$/, "");
  function chooseTheme(button) {
    const theme = button.dataset.ltThemeChoice;
    const age = theme ? 31536000 : 0;
    document.cookie = `lt_theme=${theme}; path=${home}; max-age=${age}; samesite=lax`;
    for (const root of roots()) {
      if (theme) root.dataset.ltTheme = theme;
      else delete root.dataset.ltTheme;
    }
    document.querySelector('meta[name="color-scheme"]')?.setAttribute("content", theme || "light dark");
    for (const other of document.querySelectorAll("[data-lt-theme-choice]")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
  }
  for (const part of document.querySelectorAll("[data-lt-themes], [data-lt-print]")) part.hidden = false;

  /* Menus */
  function closeMenus(except) {
    for (const menu of document.querySelectorAll(".lt-app .lt-menu[open]")) {
      if (!except || !menu.contains(except)) menu.open = false;
    }
  }
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    closeMenus(event.target);
    const theme = event.target.closest("[data-lt-theme-choice]");
    if (theme) chooseTheme(theme);
    if (event.target.closest("[data-lt-print]")) window.print();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.activeElement?.closest(".lt-app .lt-menu[open]");
    closeMenus();
    menu?.querySelector("summary").focus();
  });
  document.addEventListener("focusout", (event) => {
    const menu = event.target instanceof Element && event.target.closest(".lt-app .lt-menu[open]");
    if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });

  /* Names with commas between: suggestions complete the last one and leave the others alone. */
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !("ltMany" in field.dataset) || !field.list) return;
    const before = field.value.slice(0, field.value.lastIndexOf(",") + 1);
    for (const option of field.list.options) {
      option.dataset.name ??= option.value;
      option.value = before ? `${before} ${option.dataset.name}` : option.dataset.name;
    }
  });

  /* A form that came back with errors starts at their summary. */
  document.querySelector(".lt-app .lt-summary[data-lt-focus]")?.focus();

  /* Seconds that run down, on the screen in the room. */
  window.setInterval(() => {
    for (const part of document.querySelectorAll(".lt-app [data-lt-seconds]")) {
      part.dataset.ltSeconds = String(Math.max(0, Number(part.dataset.ltSeconds) - 1));
      part.textContent = part.dataset.ltSeconds;
    }
  }, 1000);

  /* Voice: one polite region, emptied first so that the same words are said again. */
  function say(words) {
    const region = document.getElementById("lt-say");
    if (!region || !words) return;
    region.textContent = "";
    window.setTimeout(() => { region.textContent = words.trim(); }, 60);
  }

  /* Notices made here, where no answer came from the server. */
  function notice(sentence) {
    const region = document.getElementById("lt-notices");
    if (!region) return;
    const box = document.createElement("div");
    box.className = "lt-notice lt-notice--refused";
    box.dataset.ltLocal = ""; /* gone again with the next request that works */
    const words = document.createElement("p");
    words.textContent = sentence;
    box.append(words);
    region.replaceChildren(box);
  }
  /* Our frame holds the sentences, in the language of the page. */
  const sentence = (name) => document.querySelector(".lt-frame")?.dataset[name] ?? "";

  /* What a poll brings is read out only where it is news: where the value of data-lt-say became another. */
  const said = () => new Map([...document.querySelectorAll(".lt-app [data-lt-say][id]")].map((part) => [part.id, part.dataset.ltSay]));
  let heard = null;
  const worded = (part) => `${part.dataset.ltAbout ? `${part.dataset.ltAbout}: ` : ""}${part.textContent.replace(/\s+/g, " ").trim()}`;
  function sayNews() {
    const news = [...said()].filter(([id, value]) => heard?.has(id) && heard.get(id) !== value);
    heard = null;
    say(news.map(([id]) => worded(document.getElementById(id))).join(" "));
  }

  /* Swaps: the pressed control keeps the focus (htmx finds it by id); where it is gone, the new part says where to go.
     What a poll saw before or while somebody answered is out of date, and left: it asks again soon. */
  let pressed = null, deeds = 0;
  const sent = new Set();
  function underway() {
    for (const xhr of sent) if (xhr.readyState === 0 || xhr.readyState === 4) sent.delete(xhr);
    return sent.size > 0;
  }
  const asked = new WeakMap();
  const isPoll = (event) => (event.detail.requestConfig?.triggeringEvent ?? null) === null;
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!inside(event.target)) return;
    if (isPoll(event)) { asked.set(event.detail.xhr, deeds); return; }
    deeds += 1;
    sent.add(event.detail.xhr);
    pressed = document.activeElement;
    event.detail.target?.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!inside(event.target) || !isPoll(event)) return;
    if (underway() || asked.get(event.detail.xhr) !== deeds) event.detail.shouldSwap = false;
    else heard = said();
  });
  /* A host's own htmx may leave refusals and errors in forms alone; ours are pieces of the page, to be put in. */
  if (!document.querySelector('meta[name="htmx-config"]')) {
    document.addEventListener("htmx:beforeSwap", (event) => {
      if (!inside(event.target) || ![409, 422].includes(event.detail.xhr.status)) return;
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    });
  }
  document.addEventListener("htmx:afterRequest", (event) => {
    event.detail.target?.removeAttribute("aria-busy");
    if (event.detail.successful && !isPoll(event)) document.querySelector("[data-lt-local]")?.remove();
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const fresh = document.getElementById(event.detail.target?.id) ?? event.detail.elt;
    if (!inside(fresh)) return;
    if (isPoll(event)) { if (heard) sayNews(); return; }
    const voice = fresh.matches("[data-lt-say]") ? fresh : fresh.querySelector("[data-lt-say]");
    say(voice?.textContent.replace(/\s+/g, " "));
    if (pressed && !pressed.isConnected && document.activeElement === document.body) {
      (fresh.querySelector("[data-lt-focus]") ?? fresh.querySelector("button, a[href]"))?.focus({ preventScroll: true });
    }
    pressed = null;
  });
  /* What somebody unfolded stays unfolded where a swap draws it anew. */
  let unfolded = [];
  document.addEventListener("htmx:beforeSwap", () => {
    unfolded = [...document.querySelectorAll(".lt-app details[id][open]")].map((part) => part.id);
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  });
  document.addEventListener("htmx:sendError", (event) => { if (!isPoll(event)) notice(sentence("ltUnsent")); });
  document.addEventListener("htmx:timeout", (event) => { if (!isPoll(event)) notice(sentence("ltLate")); });
  document.addEventListener("htmx:responseError", (event) => {
    window.setTimeout(() => {
      const region = document.getElementById("lt-notices");
      if (region && !region.textContent.trim() && !isPoll(event)) notice(sentence("ltUnclear"));
    }, 120);
  });
})();
