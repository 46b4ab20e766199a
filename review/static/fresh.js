// Says that newer results came in while a page stood open, or was come back to. It asks; nothing changes under anybody's hands.
"use strict";
(() => {
  const shown = document.body.dataset.copy;
  const EVERY = 60_000;  // milliseconds
  async function look() {
    if (document.hidden || !shown) return;
    try {
      const answer = await fetch("/now", { headers: { Accept: "application/json" }, credentials: "same-origin" });
      const now = answer.ok && (await answer.json()).copy;
      if (now && now !== shown) document.querySelector("#fresh").hidden = false;
    } catch { /* the desk is away: the next act says so */ }
  }
  setInterval(look, EVERY);
  addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
})();
