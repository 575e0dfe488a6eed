/* The board by keyboard and by dragging. Both fill in and send forms that stand in the page; without this file
   the buttons of each date and each candidate do the same. Words come from the page, in its language. */
(() => {
  "use strict";
  const ROW = "[data-board]";
  const board = () => document.getElementById("board");
  const rows = (kind) => [...board().querySelectorAll(kind ? `[data-board="${kind}"]` : ROW)];
  let picked = null; /* the id of the row that is picked up */
  let left = {}; /* where the focus was in each column */

  function say(name, title = "") {
    const region = document.getElementById("lt-say");
    const words = (board().dataset[name] ?? "").replace("{title}", title);
    region.textContent = "";
    window.setTimeout(() => { region.textContent = words; }, 60);
  }

  /* One row is a stop of Tab; the others are reached by arrows. */
  function settle() {
    const all = rows();
    const at = all.find((row) => row === document.activeElement) ?? all.find((row) => row.tabIndex === 0) ?? all[0];
    for (const row of all) {
      row.tabIndex = row === at ? 0 : -1;
      row.draggable = movable(row);
      row.classList.toggle("lt-board--picked", row.id === picked);
    }
    board().classList.toggle("lt-board--choosing", picked !== null);
  }

  const movable = (row) => row.dataset.board === "candidate" || ["held", "filled"].includes(row.dataset.state);

  function go(row) {
    if (!row) return;
    for (const other of rows()) other.tabIndex = other === row ? 0 : -1;
    left[row.dataset.board] = row.id;
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  }

  function beside(row) {
    const kind = row.dataset.board === "slot" ? "candidate" : "slot";
    const known = document.getElementById(left[kind] ?? "");
    return known?.dataset.board === kind ? known : rows(kind)[0];
  }

  function along(row, step) {
    const column = rows(row.dataset.board);
    return column[column.indexOf(row) + step];
  }

  function letGo(aloud = false) {
    const row = picked && document.getElementById(picked);
    picked = null;
    settle();
    if (aloud && row) say("sayDropped", row.dataset.title);
  }

  function pick(row, aloud = true) {
    if (!movable(row)) { if (aloud) say(why(row)); return; }
    picked = row.id;
    settle();
    if (aloud) say("sayPicked", row.dataset.title);
  }

  function why(row) {
    return { skipped: "saySkipped", outside: "sayOutside" }[row.dataset.state] ?? "sayNothing";
  }

  /* Fill in one of the forms and send it. */
  function send(name, values) {
    const form = board().querySelector(`[data-board-form="${name}"]`);
    for (const [field, value] of Object.entries(values)) form.elements[field].value = value;
    picked = null;
    form.requestSubmit();
  }

  /* What is picked up goes to a date: placed, moved, or exchanged for what is there. */
  function put(row) {
    const from = document.getElementById(picked);
    if (!from || from === row) { letGo(true); return; }
    const { slot, state } = row.dataset;
    if (state === "skipped" || state === "outside") { say(why(row)); return; }
    if (from.dataset.board === "candidate") {
      if (state === "filled") say("sayFull");
      else send("place", { slot, proposal: from.dataset.proposal });
      return;
    }
    if ([state, from.dataset.state].includes("filled") && !window.confirm(board().dataset.sayAsk)) { letGo(); return; }
    send(state === "empty" ? "move" : "swap", { slot: from.dataset.slot, to: slot });
  }

  function takeOut(row) {
    if (row.dataset.state === "held") send("take_out", { slot: row.dataset.slot });
    else if (row.dataset.state === "filled") say("sayStays");
  }

  function skip(row) {
    const reason = row.querySelector("[data-board-reason]");
    if (!reason) return;
    reason.closest("details").open = true;
    reason.focus();
  }

  const KEYS = {
    ArrowDown: (row) => go(along(row, 1)),
    ArrowUp: (row) => go(along(row, -1)),
    ArrowLeft: (row) => go(beside(row)),
    ArrowRight: (row) => go(beside(row)),
    Home: (row) => go(rows(row.dataset.board)[0]),
    End: (row) => go(rows(row.dataset.board).at(-1)),
    Enter: (row) => (picked && row.dataset.board === "slot" ? put(row) : picked === row.id ? letGo(true) : pick(row)),
    Escape: () => picked && letGo(true),
    Delete: takeOut,
    s: skip,
    S: skip,
  };
  document.addEventListener("keydown", (event) => {
    const row = event.target;
    if (!(row instanceof Element) || !row.matches(`#board ${ROW}`) || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!Object.hasOwn(KEYS, event.key)) return;
    event.preventDefault();
    KEYS[event.key](row);
  });
  document.addEventListener("focusin", (event) => {
    const row = event.target instanceof Element && event.target.matches(`#board ${ROW}`) && event.target;
    if (row) left[row.dataset.board] = row.id;
  });

  /* Dragging: onto a date, or back into the backlog. */
  const under = (event) => event.target instanceof Element && event.target.closest(`#board ${ROW}, #board [data-board-backlog]`);
  const mark = (row) => {
    for (const other of board().querySelectorAll(".lt-board--over")) other.classList.remove("lt-board--over");
    row?.classList.add("lt-board--over");
  };
  function takes(row) {
    const from = document.getElementById(picked ?? "");
    if (!from || !row || row === from) return false;
    if (row.dataset.board !== "slot") return from.dataset.state === "held";
    if (["skipped", "outside"].includes(row.dataset.state)) return false;
    return from.dataset.board === "slot" || row.dataset.state !== "filled";
  }
  document.addEventListener("dragstart", (event) => {
    const row = event.target instanceof Element && event.target.closest(`#board ${ROW}[draggable="true"]`);
    if (!row) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", row.dataset.title);
    event.dataTransfer.setDragImage(row, 24, 24);
    pick(row, false);
  });
  document.addEventListener("dragover", (event) => {
    const row = picked && under(event);
    if (!row || !takes(row)) { if (picked) mark(null); return; }
    event.preventDefault();
    mark(row);
  });
  document.addEventListener("drop", (event) => {
    const row = picked && under(event);
    if (!row || !takes(row)) return;
    event.preventDefault();
    mark(null);
    if (row.dataset.board === "slot") put(row);
    else takeOut(document.getElementById(picked));
  });
  document.addEventListener("dragend", () => { if (board()) { mark(null); letGo(); } });

  /* After a deed the board is new: what was picked up is put down, and the focus is where the server says. */
  function afresh(event) {
    if (event.detail.target?.id !== "board" && event.detail.elt?.id !== "board") return;
    picked = null;
    settle();
  }
  document.addEventListener("htmx:afterSwap", afresh);
  document.addEventListener("htmx:afterSettle", afresh);
  if (board()) settle();
})();
