/* The toolbar of the editor: each button, or its keys, writes Markdown around what is chosen. Without it one types the marks. */
(() => {
  "use strict";
  const AROUND = { bold: ["**", "**", "ltBoldWords"], italic: ["*", "*", "ltWords"], code: ["`", "`", "ltCode"] };
  const BEFORE = { heading: "## ", list: "- ", quote: "> " };
  const KEYS = { b: "bold", i: "italic", k: "link" };

  /* Put words in the place of what is chosen, so that undoing works, and choose some of them. */
  function put(field, words, from, to) {
    const start = field.selectionStart;
    field.focus();
    if (!document.execCommand("insertText", false, words)) {
      field.setRangeText(words);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    field.setSelectionRange(start + from, start + to);
  }
  const chosen = (field) => field.value.slice(field.selectionStart, field.selectionEnd);
  /* What is written where nothing was chosen, in the words of the page. */
  const usual = (field, name) => document.querySelector(`[data-lt-toolbar="${field.id}"]`).dataset[name];

  function around(field, [before, after, name]) {
    const words = chosen(field);
    if (words.length > before.length + after.length && words.startsWith(before) && words.endsWith(after)) {
      const bare = words.slice(before.length, -after.length);
      put(field, bare, 0, bare.length);
      return;
    }
    const text = words || usual(field, name);
    put(field, before + text + after, before.length, before.length + text.length);
  }

  function wholeLines(field) {
    const start = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
    const end = field.value.indexOf("\n", field.selectionEnd);
    field.setSelectionRange(start, end < 0 ? field.value.length : end);
  }

  function before(field, mark) {
    wholeLines(field);
    const lines = chosen(field).split("\n");
    const marked = lines.every((line) => line.startsWith(mark));
    const written = lines.map((line) => (marked ? line.slice(mark.length) : mark + line)).join("\n");
    put(field, written, 0, written.length);
    if (lines.length === 1) field.setSelectionRange(field.selectionEnd, field.selectionEnd);
  }

  function code(field) {
    if (!chosen(field).includes("\n")) { around(field, AROUND.code); return; }
    wholeLines(field);
    const words = chosen(field);
    put(field, "```\n" + words + "\n```", 4, 4 + words.length);
  }

  function link(field) {
    const words = chosen(field) || usual(field, "ltWords");
    const at = words.length + 3;
    put(field, `[${words}](https://)`, at, at + 8);
  }

  function write(field, what) {
    if (what === "code") code(field);
    else if (what in AROUND) around(field, AROUND[what]);
    else if (what in BEFORE) before(field, BEFORE[what]);
    else link(field);
  }

  for (const bar of document.querySelectorAll(".lt-app [data-lt-toolbar]")) {
    const field = document.getElementById(bar.dataset.ltToolbar);
    const buttons = [...bar.querySelectorAll("[data-lt-write]")];
    if (!field) continue;
    bar.hidden = false;
    bar.addEventListener("click", (event) => {
      const button = event.target instanceof Element && event.target.closest("[data-lt-write]");
      if (button) write(field, button.dataset.ltWrite);
    });
    /* One stop for the Tab key; arrows lead from button to button. */
    bar.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const here = buttons.indexOf(document.activeElement);
      if (here < 0 || (!step && event.key !== "Home" && event.key !== "End")) return;
      event.preventDefault();
      const there = step ? (here + step + buttons.length) % buttons.length : event.key === "Home" ? 0 : buttons.length - 1;
      buttons.forEach((button, n) => { button.tabIndex = n === there ? 0 : -1; });
      buttons[there].focus();
    });
    field.addEventListener("keydown", (event) => {
      const what = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && KEYS[event.key.toLowerCase()];
      if (!what) return;
      event.preventDefault();
      write(field, what);
    });
  }
})();
