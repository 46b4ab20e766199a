// The keys of the event page: which articles tell of this event. What is to be decided has the desk's own keys.
"use strict";
(() => {
  const form = document.querySelector(".regroup");
  if (!form) return;
  const fold = form.querySelector("details");  // on a person's page the boxes are folded
  const boxes = () => fold && !fold.open ? [] : [...form.querySelectorAll('input[type="checkbox"]')];
  const say = (words) => { document.querySelector("#toast").textContent = words; };
  const off = () => { try { return localStorage.getItem("copydesk-keys") === "off"; } catch { return false; } };

  function step(by) {
    const all = boxes();
    const at = all.indexOf(document.activeElement);
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
    if (next) next.focus(); else say(by > 0 ? "That was the last article." : "That was the first article.");
  }

  function split() {
    if (fold) fold.open = true;
    if (!boxes().some((box) => box.checked)) { step(1); say(fold ? "Tick what is another person's with x, say who that is, then Enter." : "Tick the articles that tell of another event with x, then p."); return; }
    const name = form.querySelector('input[name="name"]');
    if (name && !name.value) { name.focus(); say("Say what tells the other person apart, then Enter."); return; }
    form.requestSubmit(form.querySelector('button[value="split"]'));
  }

  const keys = {
    J: () => step(1),
    K: () => step(-1),
    x: () => { if (boxes().includes(document.activeElement)) document.activeElement.click(); else step(1); },
    p: split,
    m: () => form.querySelector("#with").focus(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || off()) return;
    if (event.key === "Enter" && event.target.name === "name") { event.preventDefault(); split(); return; }
    if (fold && !fold.open && "JKx".includes(event.key)) return;
    if (event.target.closest("textarea, select, input:not([type='checkbox'])") || !keys[event.key]) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    keys[event.key]();
  }, true);

  const asked = ["#regroup", "#who"].includes(location.hash);  // before the desk's script chooses a card
  addEventListener("load", () => {
    const first = form.querySelector(".others button");  // what was looked for is a key away
    if (asked) document.querySelector(location.hash).scrollIntoView();
    if (asked && first) first.focus({ preventScroll: true });
  });
})();
