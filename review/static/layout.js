// Each card stands beside its words: the chosen one exactly, the others as near as there is room. Without script they float.
"use strict";
(() => {
  const story = document.querySelector(".story");
  if (!story || !story.querySelector(".margin")) return;
  const wide = matchMedia("(min-width: 62.01rem)");
  const GAP = 6;  // pixels
  let chosen = null;

  const blocks = () => [...story.querySelectorAll(".margin > .card, .margin > .notes")];
  const topOf = (element) => element.getBoundingClientRect().top + scrollY;
  function wordsOf(block) {
    const card = block.matches(".card") ? block : (chosen && block.contains(chosen) && block.open ? chosen : block.querySelector(".card"));
    return (card && document.querySelector("#words-" + card.dataset.number)) || block.closest(".row");
  }

  function place() {
    story.classList.toggle("aligned", wide.matches);
    const all = blocks();
    if (!wide.matches) { all.forEach((block) => { block.style.top = ""; block.hidden = false; }); return; }
    all.forEach((block) => { block.hidden = false; });
    const origin = topOf(story);
    const wanted = all.map((block) => topOf(wordsOf(block)) - origin);
    const heights = all.map((block) => block.offsetHeight);
    const found = new Array(all.length);
    const at = Math.max(0, all.findIndex((block) => block === chosen || (chosen && block.contains(chosen))));
    const inset = all[at] && all[at] !== chosen && chosen && all[at].open ? topOf(chosen) - topOf(all[at]) : 0;
    if (all.length) found[at] = Math.max(0, wanted[at] - inset);
    for (let n = at + 1; n < all.length; n += 1) found[n] = Math.max(wanted[n], found[n - 1] + heights[n - 1] + GAP);
    for (let n = at - 1; n >= 0; n -= 1) found[n] = Math.min(wanted[n], found[n + 1] - heights[n] - GAP);
    all.forEach((block, n) => {
      block.style.top = found[n] + "px";
      block.hidden = found[n] < 0;  // no room above the chosen one: its number in the text leads to it
    });
    story.style.minHeight = all.length ? found[all.length - 1] + heights[all.length - 1] + "px" : "";
  }

  let due = 0;
  const soon = () => { cancelAnimationFrame(due); due = requestAnimationFrame(place); };
  document.addEventListener("chosen", (event) => {
    chosen = event.detail;
    chosen.classList.toggle("tall", chosen.offsetHeight > innerHeight - 90);  // its keys stay in sight; on another they would cover it
    place();
  });
  story.addEventListener("toggle", soon, true);
  addEventListener("resize", soon);
  addEventListener("load", place);
  place();
})();
