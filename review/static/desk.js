// The desk's keys and saves. It never writes HTML (Trusted Types forbid it) and never sees an offset: the server cuts the text.
"use strict";
(() => {
  const $ = (sel, root = document) => root.querySelector(sel);
  const $$ = (sel, root = document) => [...root.querySelectorAll(sel)];
  const csrf = document.body.dataset.csrf;
  const story = $(".story");
  const inside = $(".card:not([data-outside])") ? ".card:not([data-outside])" : ".card";  // of the view that people came from
  const every = () => $$(story ? ".card" : ".flagrow:has(a.open)");
  const folded = (item) => item.closest(".notes:not([open])");
  // On the page of an event a flag stands in the table too: whoever is in the table steps and decides there.
  const cellOf = (item) => (item ? $('.cellflag[data-flag="' + item.dataset.flag + '"]') : null);
  let inTable = false;
  const items = () => inTable ? $$(".cellflag").map((cell) => find(cell.dataset.flag)).filter(Boolean) : every().filter((item) => !folded(item) && (!story || item.matches(inside)));
  const isOpen = (item) => item.dataset.state === "open";
  let here = null;
  let waiting = 0;

  const say = (words, login) => {
    const toast = $("#toast");
    toast.textContent = words;
    if (login) toast.append(" ", Object.assign(document.createElement("a"), { href: "/login?next=" + encodeURIComponent(location.pathname + location.search), textContent: "Log in" }));
    clearTimeout(say.timer);
    if (!login) say.timer = setTimeout(() => { toast.textContent = ""; }, 6000);
  };

  const kept = (name) => { try { return localStorage.getItem("copydesk-" + name); } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem("copydesk-" + name, value); } catch { say("This browser keeps no settings."); } };
  const keysOff = () => kept("keys") === "off";

  function choose(item, scroll = true, focus = true) {
    if (here) here.classList.remove("here");
    $$(".flagged.here").forEach((mark) => mark.classList.remove("here"));
    here = item;
    if (!item) return;
    item.classList.add("here");
    if (folded(item)) folded(item).open = true;
    if (story) {
      item.open = true;
      document.dispatchEvent(new CustomEvent("chosen", { detail: item }));  // layout.js puts it beside its words
      const number = item.dataset.number;
      $$(".flagged").filter((mark) => mark.dataset.numbers.split(" ").includes(number)).forEach((mark) => mark.classList.add("here"));
      const words = $("#words-" + number);
      const mark = $(".flagged.here") || words;
      const at = mark ? mark.getBoundingClientRect() : { top: 0, bottom: 0 };
      if (scroll && mark && (at.top < 80 || at.bottom > innerHeight * 0.75)) mark.scrollIntoView({ block: "center" });
      const card = item.getBoundingClientRect();
      if (scroll && !inTable && card.bottom > innerHeight) scrollBy(0, Math.max(0, Math.min(card.bottom - innerHeight + 16, card.top - 72)));
      if (focus) {
        history.replaceState(null, "", "#" + $(".body", item).id);
        if (inTable && cellOf(item)) $("a.number", cellOf(item)).focus();
        else $("summary", item).focus({ preventScroll: true });
      }
    } else {
      if (scroll) item.scrollIntoView({ block: "nearest" });
      if (focus) $("a.open", item).focus({ preventScroll: true });
    }
  }

  function step(by, wanted = () => true) {
    const all = items();
    let at = all.indexOf(here);
    if (at < 0 && by < 0) at = all.length;
    for (at += by; at >= 0 && at < all.length; at += by) {
      if (wanted(all[at])) { choose(all[at]); return true; }
    }
    return false;
  }

  function onward() {
    if (step(1, isOpen)) return;
    const first = items().find(isOpen);
    if (first) { choose(first); return; }
    if (stretch("later")) return;
    const next = $('link[rel="next"]') || $('a[rel="next"]');
    say(next ? "Every flag here has its decision. J goes on to the next article." : "Every flag here has its decision.");
  }

  // A long article shows the cards of one stretch at a time.
  function stretch(which) {
    const link = $(".stretches ." + which);
    if (link) location.href = link.href;
    return Boolean(link);
  }

  const find = (flag) => every().find((item) => item.dataset.flag === flag);

  function paint(item, state, words, seen) {
    item.dataset.state = state;
    if (seen !== undefined) item.dataset.seen = seen;
    const shown = [item, cellOf(item)].filter(Boolean);
    shown.forEach((place) => {
      place.dataset.state = state;
      if ($(".verdict", place)) $(".verdict", place).textContent = words;
    });
    if (!story) return;
    const number = item.dataset.number;
    const link = $("#link-" + number);
    if (link) link.dataset.state = state;
    $$(".flagged").filter((mark) => mark.dataset.numbers.split(" ").includes(number)).forEach((mark) => {
      const settled = mark.dataset.numbers.split(" ").every((n) => { const card = $('.card[data-number="' + n + '"]'); return card && !isOpen(card); });
      mark.classList.toggle("settled", settled);
    });
    if (seen === undefined) return;
    shown.forEach((place) => {
      $$('input[name="seen"]', place).forEach((input) => { input.value = seen; });
      const undo = $(".undo", place);
      if (undo) { undo.hidden = !seen; $('input[name="undoes"]', undo).value = seen; }
    });
  }

  function tell(answer) {
    if ($("#progress")) $("#progress").textContent = answer.progress;
    if ($("progress")) $("progress").value = answer.done;
  }

  // Acts reach the desk in the order of the keys: an undo that overtook its act would undo another one.
  let sent = Promise.resolve();
  function post(address, fields) {
    const body = new URLSearchParams({ csrf, view: story ? story.dataset.view : location.search.slice(1), ...fields });
    waiting += 1;
    sent = sent.then(() => answerTo(address, body)).finally(() => { waiting -= 1; });
    return sent;
  }

  async function answerTo(address, body) {
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin" });
      if (answer.status === 401) return { refused: "You were logged out, and this is not saved: log in again.", login: true };
      return await answer.json();
    } catch {
      return { refused: "The desk did not answer. It may be saved all the same: load the page again to see." };
    }
  }

  const fieldsOf = (item) => {
    const form = $(".acts", item);
    if (form) return Object.fromEntries([...new FormData(form)].filter(([name]) => name !== "next"));
    return { seen: item.dataset.seen, scope: "sentence" };
  };

  // The next flag is there before the last is saved: the card changes at once, and changes back if the desk refuses.
  async function act(item, fields, words) {
    const before = { state: item.dataset.state, words: ($(".verdict", item) || {}).textContent || "" };
    const state = { confirm: "confirmed", dismiss: "dismissed", later: "later" }[fields.act];
    const all = { ...fieldsOf(item), ...fields };
    if (state) { paint(item, state, words + " …"); onward(); }
    const answer = await post("/flags/" + item.dataset.flag + "/decide", all);
    if (answer.refused) { paint(item, before.state, before.words); say(answer.refused, answer.login); choose(item); return; }
    if (answer.conflict) { paint(item, answer.state, answer.conflict, answer.seen); say("Somebody was faster: " + answer.conflict); choose(item); return; }
    paint(item, answer.state, answer.words, answer.seen);
    tell(answer);
    if (fields.act === "assign") handed(item, answer.assignee);
    if (fields.act === "note") { say("Noted: " + answer.comment); $('input[name="comment"]', item).value = ""; }
  }

  async function handArticle(name) {
    const answer = await post(location.pathname + "/hand", { assignee: name });
    if (answer.refused) { say(answer.refused, answer.login); return; }
    say("The article is now in the hands of " + answer.handed);
    const line = $("#handed");
    if (line) { line.hidden = false; $("b", line).textContent = answer.handed; $("span", line).textContent = ""; }
  }

  function handed(item, name) {
    say("Now in the hands of " + name);
    const line = $(".assignee", item);
    if (line) { line.hidden = !name; line.textContent = "In the hands of " + name; }
  }

  async function undo(fields = {}) {
    const answer = await post("/undo", fields);
    if (answer.refused) { say(answer.refused, answer.login); return; }
    say(answer.undone > 1 ? "Undid " + answer.undone + " decisions" : "Undone");
    tell(answer);
    const item = find(answer.flag);
    if (answer.undone > 1 || answer.event || !answer.flag) location.reload();
    else if (item) { paint(item, answer.state, answer.words, answer.seen); choose(item); }
    else if (!story) location.reload();
  }

  // Choices with a digit each: the reasons of a card are its buttons, those of a row of the queue stand in its data.
  const choices = {
    dismiss: (item) => item.dataset.dismiss
      ? item.dataset.dismiss.split(" ").map((one) => one.split(":")).map(([key, value]) => ({ key, value, words: wordsOf(value) }))
      : buttons(item, ".dismiss"),
    assign: (item) => buttons(item, ".handing").length ? buttons(item, ".handing") : people(),
    article: people,
  };
  const buttons = (item, box) => $$(box + " .reasons button", item).map((one) => ({ key: one.dataset.key, value: one.value.slice(one.value.indexOf(":") + 1), words: $("span", one).textContent }));
  function people() { return $$("#people li").map((one, at) => ({ key: at < 9 ? String(at + 1) : "", value: one.textContent, words: one.textContent })); }
  const wordsOf = (reason) => { const term = $$("#reasons dt").find((one) => one.textContent === reason); return term ? term.nextElementSibling.textContent : reason; };
  const LEADS = { dismiss: "Not a fault", assign: "Hand it to", article: "Hand the whole article to" };
  let picking = "";

  function pick(what, item) {
    picking = what;
    const box = item && what !== "article" && $({ dismiss: ".dismiss", assign: ".handing" }[what], (inTable && what === "dismiss" && cellOf(item)) || item);
    if (box) { box.open = true; $(".reasons button", box).focus({ preventScroll: true }); return; }
    say(LEADS[what] + ": " + choices[what](item).filter((one) => one.key).map((one) => one.key + " " + (what === "dismiss" ? one.words.toLowerCase() : one.words)).join(" · ") + " · Esc");
  }

  function picked(key, item) {
    const what = picking;
    const found = choices[what](item).find((one) => one.key === key);
    if (!found) { say("There is no " + key + " to choose here."); return; }
    done(item);
    if (what === "dismiss") dismiss(item, found.value);
    else if (what === "assign") act(item, { act: "assign", assignee: found.value }, "");
    else handArticle(found.value);
  }

  function done(item) {
    picking = "";
    $("#toast").textContent = "";
    [item, cellOf(item)].filter(Boolean).forEach((place) => $$(".dismiss, .handing", place).forEach((box) => { box.open = false; }));
  }

  function dismiss(item, reason) {
    if (reason === "other" && !fieldsOf(item).comment) {
      const comment = openMore(item, "comment");
      if (comment) { say("Write the reason, then press Enter."); comment.dataset.then = "dismiss:other"; } else say("Open the flag to write another reason.");
      return;
    }
    if (["outlet_check", "check"].includes(fieldsOf(item).scope)) { $('button[value="dismiss:' + reason + '"]', item).click(); return; }
    act(item, { act: "dismiss", reason }, "Not a fault");
  }

  function openMore(item, name) {
    const box = $(".morebox", item);
    if (!box) return null;
    box.open = true;
    const input = $('[name="' + name + '"]', box);
    input.focus();
    return input;
  }

  // Words selected in the text are named by their paragraph and which occurrence they are: no offset leaves the page.
  function selected() {
    const chosen = getSelection();
    const row = story && chosen.rangeCount && !chosen.isCollapsed && chosen.getRangeAt(0).startContainer.parentElement.closest(".row > p, .row > h1");
    if (!row) return null;
    const wordsIn = (range) => { const piece = range.cloneContents(); piece.querySelectorAll("a.number").forEach((link) => link.remove()); return piece.textContent; };
    const range = chosen.getRangeAt(0);
    const words = wordsIn(range).trim();
    const before = document.createRange();
    before.setStart(row, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const told = wordsIn(before) + wordsIn(range).match(/^\s*/)[0];
    let nth = 0;
    for (let at = told.indexOf(words); at >= 0 && at + words.length <= told.length; at = told.indexOf(words, at + 1)) nth += 1;
    return new URLSearchParams({ words, line: row.closest(".row").dataset.line, nth });
  }

  function addSelected() {
    const words = selected();
    if (words) location.href = location.pathname + "/correct?" + words;
    return Boolean(words);
  }

  function unfold(open) {
    $$(".notes").forEach((fold) => { fold.open = open; });
    if (here && folded(here)) choose(items().find(isOpen) || items()[0], false);
  }

  function notes() {
    const open = $$(".notes").some((fold) => !fold.open);
    if (!$(".notes")) { say("There are no notes here."); return; }
    unfold(open);
    keep("notes", open ? "open" : "folded");
  }

  function tomorrow() { return new Date(Date.now() + 864e5).toISOString().slice(0, 10); }

  function go(rel) {
    const link = $('link[rel="' + rel + '"]') || $('a[rel="' + rel + '"]');
    if (link) location.href = link.href; else say(rel === "next" ? "That was the last one." : "That was the first one.");
  }

  const keys = {
    j: () => step(1) || stretch("later") || say($(".card[data-outside]") ? "That was the last flag of your view here. J goes on to the next article." : "That was the last flag here."),
    k: () => step(-1) || stretch("earlier") || say("That was the first flag here."),
    J: () => go("next"), K: () => go("prev"),
    c: (item) => act(item, { act: "confirm", reason: ($('[name="confirm_reason"]', item) || {}).value || "" }, "Right"),
    d: (item) => pick("dismiss", item),
    s: (item) => act(item, { act: "later", due: ($('[name="due"]', item) || {}).value || tomorrow() }, "Put off"),
    a: (item) => pick("assign", item),
    A: () => { if ($("#handed")) pick("article"); else say("Open an article to hand it over."); },
    f: (item) => {
      const [link, words] = [$("a.correct", item), selected()];
      if (!link) say("Open the flag to correct what was read.");
      else location.href = link.href + (words ? "&" + words : "");
    },
    w: (item) => { const link = $("a.claim", item); if (link) link.click(); else say("Open the flag to work on its claim."); },
    n: (item) => addSelected() || openMore(item, "comment") || say("Open the flag to write a note."),
    u: () => undo(), o: () => { const link = $("a.original"); if (link) link.click(); },
    e: () => document.body.classList.toggle("showevidence"),
    i: notes, h: () => document.body.classList.toggle("nomarks"),
    E: (item) => { const link = (item && $("a.toevent", item)) || (story && $("a.toevent")); if (link) location.href = link.href; else say("No other article tells of this event."); },
    W: (item) => { const link = (item && $("a.person", item)) || $("a.person"); if (link) location.href = link.href; else say("Nobody is named here: P shows all people."); },
    t: (item) => {
      if (!$(".cellflag")) { say("There is no table of flags here."); return; }
      inTable = !inTable;
      choose(inTable && !cellOf(item) ? items()[0] : item || items()[0]);
    },
    P: () => { location.href = "/people"; },
    v: () => {
      const first = $("[data-view-number]");
      if (!first && location.pathname !== "/views") { location.href = "/views"; return; }
      if (!first) { say("You have no saved view yet: choose filters in the queue and save them."); return; }
      if ($("#views")) $("#views").open = true;
      first.focus();
      viewKeys.on = true;
      say("Press the number of a view · Esc");
    },
    "/": () => { const box = $('input[type="search"]'); if (box) box.focus(); else location.href = "/search"; },
    "?": () => { location.href = "/keys"; },
    Enter: (item) => { if (!story && item) $("a.open", item).click(); },
  };
  const NEED_ITEM = "cdsanfw";
  const viewKeys = { on: location.pathname === "/views" };  // there a number alone will do

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || keysOff()) return;
    const field = event.target.closest("input, textarea, select");
    if (event.key === "Escape") { done(here); viewKeys.on = false; if (field) field.blur(); return; }
    if (field) {
      const acting = { due: "later" }[field.name];
      const card = field.closest(".card");
      if (event.key === "Enter" && acting && card) {
        event.preventDefault();
        field.blur();
        act(card, { act: acting, [field.name]: field.value }, "Put off");
      }
      if (event.key === "Enter" && field.name === "comment" && here) {
        event.preventDefault();
        const dismissing = field.dataset.then;
        delete field.dataset.then;
        field.blur();
        if (dismissing) act(here, { act: "dismiss", reason: "other", comment: field.value }, "Not a fault");
        else act(here, { act: "note", comment: field.value }, "");
      }
      return;
    }
    if (picking && /^[1-9]$/.test(event.key)) { event.preventDefault(); picked(event.key, here); return; }
    const view = viewKeys.on && /^[1-9]$/.test(event.key) && $('[data-view-number="' + event.key + '"]');
    if (view) { event.preventDefault(); view.click(); return; }
    if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
    const todo = keys[event.key];
    if (!todo || (!items().length && !"uov?/JKehiEAWP".includes(event.key))) return;
    if (NEED_ITEM.includes(event.key) && !here) step(1);
    if (NEED_ITEM.includes(event.key) && !(here && here.dataset.flag)) return;
    event.preventDefault();
    if (picking) done(here);
    viewKeys.on = false;
    todo(here);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const cell = form.closest(".cellflag");
    const item = cell ? find(cell.dataset.flag) : form.closest(".card");
    if (!item || !event.submitter) return;
    const { name, value } = event.submitter;
    if (form.matches(".undo")) { event.preventDefault(); undo({ undoes: $('input[name="undoes"]', form).value }); return; }
    if (!form.matches(".acts") || ["outlet_check", "check"].includes(fieldsOf(item).scope)) return;
    event.preventDefault();
    const [verb, chosen] = [value.split(":")[0], value.slice(value.indexOf(":") + 1)];
    here = item;
    done(item);
    if (verb === "dismiss") dismiss(item, chosen);
    else if (verb === "assign") act(item, { act: "assign", assignee: chosen }, "");
    else if (name === "act") act(item, { act: value }, { confirm: "Right", later: "Put off" }[value] || "");
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a.number");
    const mark = event.target.closest("mark.flagged");
    const summary = event.target.closest(".card > summary");
    const card = link && $('.card[data-number="' + link.textContent + '"]');
    if (card) {
      event.preventDefault();
      inTable = false;
      choose(card, false);
      if (link.closest(".cellflag")) card.scrollIntoView({ block: "nearest" });
    }
    else if (mark && !link && story && !event.target.closest(".card")) choose($('.card[data-number="' + mark.dataset.numbers.split(" ")[0] + '"]'), false);
    else if (summary && summary.parentElement !== here) { event.preventDefault(); choose(summary.parentElement, false); }
  });

  document.addEventListener("focusin", (event) => {
    const cell = event.target.closest(".cellflag");
    if (!cell) { if (event.target.closest(".card")) inTable = false; return; }
    inTable = true;
    const card = find(cell.dataset.flag);
    if (card && card !== here) choose(card, false, false);
  });

  addEventListener("beforeunload", (event) => { if (waiting) event.preventDefault(); });

  const keySwitch = $("#keyswitch");
  if (keySwitch) {
    const label = () => { keySwitch.textContent = keysOff() ? "Turn the keys on in this browser" : "Turn the keys off in this browser"; };
    keySwitch.hidden = false;
    label();
    keySwitch.addEventListener("click", () => { keep("keys", keysOff() ? "on" : "off"); label(); });
  }

  if (kept("notes") === "open") unfold(true);
  const named = story && location.hash.startsWith("#flag-") && find(location.hash.slice(6));
  // A page opens at its top, with nothing in focus that one would have to tab out of; a flag's own address leads to its card.
  if (named) {
    choose(named, false);
    addEventListener("load", () => { scrollTo({ top: 0, behavior: "instant" }); choose(named); });
  } else if (items().length) choose((story && items().find(isOpen)) || items()[0], false, false);
})();
