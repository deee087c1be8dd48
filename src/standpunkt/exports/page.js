"use strict";
// Marks and cards of the same statement light up together. Hover lights for as long as it lasts; a click or the
// keyboard (j and k; Tab and, from a card, the arrow keys) chooses a statement until Escape.
document.addEventListener("DOMContentLoaded", () => {
  const marks = new Map();
  for (const mark of document.querySelectorAll("mark[data-cards]"))
    for (const id of mark.dataset.cards.split(" "))
      marks.has(id) ? marks.get(id).push(mark) : marks.set(id, [mark]);
  const cards = [...document.querySelectorAll(".card")];
  let chosen = null;
  let lit = [];

  const light = (ids) => {
    for (const element of lit) element.classList.remove("live");
    lit = ids.flatMap((id) => [document.getElementById(id), ...(marks.get(id) || [])]).filter(Boolean);
    for (const element of lit) element.classList.add("live");
  };
  const idsAt = (target) => {
    const place = target instanceof Element && target.closest("mark[data-cards], .card");
    if (!place) return [];
    return place.matches(".card") ? [place.id] : place.dataset.cards.split(" ");
  };
  const rest = () => light(chosen ? [chosen] : []);
  const show = (element) => element && element.scrollIntoView({ block: "nearest" });
  const choose = (id) => { chosen = id; rest(); };

  document.addEventListener("mouseover", (event) => {
    const ids = idsAt(event.target);
    ids.length ? light(ids) : rest();
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(".card")) choose(event.target.id);
  });
  document.addEventListener("click", (event) => {
    const ids = idsAt(event.target);
    if (!ids.length) return;
    choose(ids.includes(chosen) ? ids[(ids.indexOf(chosen) + 1) % ids.length] : ids[0]);
    if (event.target.closest(".card")) show((marks.get(chosen) || [])[0]);
    else document.getElementById(chosen).focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") {
      if (document.activeElement) document.activeElement.blur();
      choose(null);
      return;
    }
    const onCard = document.activeElement && document.activeElement.matches(".card");
    const step = { j: 1, k: -1, ...(onCard && { ArrowDown: 1, ArrowUp: -1 }) }[event.key];
    if (!step || !cards.length) return;
    event.preventDefault();
    const at = cards.findIndex((card) => card.id === chosen);
    const next = at < 0 ? (step > 0 ? 0 : cards.length - 1) : Math.min(cards.length - 1, Math.max(0, at + step));
    cards[next].focus();
    show((marks.get(cards[next].id) || [])[0]);
  });
});
