// Words selected in the sentence are the other words that are right: they go into the form, with which of their like they are.
"use strict";
(() => {
  const sentence = document.querySelector(".where");
  const kind = document.querySelector("#kind");
  if (!sentence || !kind) return;
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed || !sentence.contains(chosen.anchorNode) || !sentence.contains(chosen.focusNode)) return;
    const range = chosen.getRangeAt(0);
    const words = range.toString().trim();
    if (!words) return;
    const before = document.createRange();
    before.setStart(sentence, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = (before.toString() + range.toString().match(/^\s*/)[0]).length;
    let nth = 0;
    for (let at = sentence.textContent.indexOf(words); at >= 0 && at <= start; at = sentence.textContent.indexOf(words, at + 1)) nth += 1;
    document.querySelector("#value").value = words;
    document.querySelector("#nth").value = nth;
    const moved = kind.querySelector("[data-moved]");
    if (moved && !kind.selectedOptions[0].hasAttribute("data-moved")) kind.value = moved.value;
  });
})();
