"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const words = data.words;
  const evidence = document.getElementById("evidence");
  const make = (tag, text, name) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (name) element.className = name;
    return element;
  };
  const card = (s) => {
    const item = make("div", undefined, s.agreement === 0 ? "statement no" : "statement");
    const answer = s.agreement === 1 ? words.agrees : s.agreement === 0 ? words.disagrees : "";
    item.append(make("strong", s.who + (answer ? " – " + answer : "")));
    item.append(make("div", [s.person, s.date, s.document].filter(Boolean).join(" · "), "soft"));
    if (s.quote) item.append(make("blockquote", s.quote));
    return item;
  };
  const show = (number) => {
    const edge = data.edges[number];
    document.querySelectorAll("[data-edge]").forEach((e) => {
      const chosen = Number(e.dataset.edge) === number;
      e.classList.toggle("chosen", chosen);
      if (e.tagName === "BUTTON") e.setAttribute("aria-pressed", String(chosen));
    });
    const ends = edge.ends;
    const groups = new Map();
    for (const s of data.statements) {
      const mine = data.mode === "onemode" ? ends.includes(s.who) : s.who === ends[0] && s.what === ends[1];
      if (!mine) continue;
      if (!groups.has(s.what)) groups.set(s.what, []);
      groups.get(s.what).push(s);
    }
    evidence.replaceChildren(make("h2", ends[0] + " – " + ends[1] + ": " + edge.shown));
    for (const [what, list] of [...groups].sort()) {
      if (data.mode === "onemode" && new Set(list.map((s) => s.who)).size < 2) continue;
      evidence.append(make("h2", what));
      list.forEach((s) => evidence.append(card(s)));
    }
    evidence.scrollTop = 0;
    evidence.focus({ preventScroll: matchMedia("(min-width: 60rem)").matches });
  };
  document.querySelectorAll("[data-edge]").forEach((element) => {
    const number = Number(element.dataset.edge);
    element.addEventListener("click", () => show(number));
    element.addEventListener("keydown", (event) => {
      if (element.tagName !== "BUTTON" && (event.key === "Enter" || event.key === " ")) {
        event.preventDefault();
        show(number);
      }
    });
  });
});
