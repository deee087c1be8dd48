"use strict";
// The pages work without this script. It joins marks and cards, and gives the review queue its keys.
const said = (line) => { document.getElementById("said").textContent = line; };
const typing = (target) => target instanceof Element && target.closest("input, select, textarea, dialog");

const send = async (place, body) => {
  const answer = await fetch(place, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body || {}),
  });
  if (answer.ok) return answer.json();
  let line = answer.statusText;
  try { line = (await answer.json()).detail; } catch { /* no JSON: the status says it */ }
  throw new Error(line);
};
const attempt = async (work) => {
  try { await work(); } catch (error) { said(document.body.dataset.failed.replace("%s", () => error.message)); }
};

// The counts of the head: asked for again after a change, at most once at a time.
let counting = null;
const count = () => {
  clearTimeout(counting);
  counting = setTimeout(async () => {
    const counts = document.getElementById("counts");
    const answer = counts && await fetch("/api/counts");
    if (!answer || !answer.ok) return;
    const found = await answer.json();
    const most = Number(counts.dataset.most);
    for (const link of counts.querySelectorAll("[data-count]")) {
      const number = found[link.dataset.count];
      link.textContent = link.dataset.words.replace("%s", () => (number > most ? `${most}+` : number));
    }
  }, 200);
};

// The stretch of an article's text that is selected in a passage, in code points; null where nothing is.
const selected = (scope) => {
  const exact = scope.querySelector(".exact");
  const chosen = getSelection();
  if (!exact || !chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  if (!exact.contains(range.startContainer) || !exact.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(exact);
  before.setEnd(range.startContainer, range.startOffset);
  const raw = range.toString();
  const words = raw.trim();
  if (!words) return null;
  const start = Number(exact.dataset.from) + [...before.toString()].length + [...raw.slice(0, raw.indexOf(words))].length;
  return { start, end: start + [...words].length, words };
};
const taking = () => {
  for (const button of document.querySelectorAll("[data-take]")) {
    button.hidden = false;
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
    button.addEventListener("click", () => {
      const found = selected(button.closest("[data-uid]"));
      if (!found) return;
      button.dataset.spans = JSON.stringify([{ start: found.start, end: found.end }]);
      button.parentElement.querySelector("output").textContent = found.words;
    });
  }
};
// What a form of a correction sets: only what was changed.
const changed = (form) => {
  const fields = {};
  for (const select of form.querySelectorAll("select"))
    if (!select.options[select.selectedIndex].defaultSelected) fields[select.name] = select.value;
  for (const input of form.querySelectorAll("input[data-now]"))
    if (input.value.trim() !== input.dataset.now) fields[input.name] = input.value.trim();
  for (const button of form.querySelectorAll("[data-spans]"))
    fields[button.dataset.take] = JSON.parse(button.dataset.spans);
  const why = form.elements.why.value.trim();
  const settle = Boolean(form.elements.settle && form.elements.settle.checked);
  return { fields, ...(why && { why }), ...(settle && { settle }) };
};
const single = (place) => {
  place.addEventListener("submit", (event) => {
    if (event.target.dataset.action !== "edit") return;
    event.preventDefault();
    attempt(async () => {
      await send(`/api/items/${encodeURIComponent(place.dataset.uid)}/edit`, changed(event.target));
      location.reload();
    });
  });
};

// The keys of the review, for the one item of a page.
const single_keys = (place) => document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
  const action = { a: "accept", x: "reject", u: "undo" }[event.key];
  const details = event.key === "e" && place.querySelector("details.edit");
  if (!action && !details) return;
  event.preventDefault();
  if (action) place.querySelector(`form[data-action=${action}]`).requestSubmit();
  else {
    details.open = true;
    details.querySelector("select, input:not([type=hidden])").focus();
  }
});

const article = () => {
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
  const show = (element) => element && element.scrollIntoView({ block: "center" });
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
    if (!ids.length || event.target.closest("a, button, summary, form")) return;
    choose(ids.includes(chosen) ? ids[(ids.indexOf(chosen) + 1) % ids.length] : ids[0]);
    if (event.target.closest(".card")) show((marks.get(chosen) || [])[0]);
    else document.getElementById(chosen).focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    if (event.key === "Escape") {
      if (document.activeElement) document.activeElement.blur();
      choose(null);
      return;
    }
    const step = { j: 1, k: -1 }[event.key];
    if (!step || !cards.length) return;
    event.preventDefault();
    const at = cards.findIndex((card) => card.id === chosen);
    const next = at < 0 ? (step > 0 ? 0 : cards.length - 1) : Math.min(cards.length - 1, Math.max(0, at + step));
    cards[next].focus();
    show((marks.get(cards[next].id) || [])[0]);
  });
  const asked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const card = asked && asked.closest(".card");
  if (card) {
    card.focus();
    show((marks.get(card.id) || [])[0]);
  }
};

const review = () => {
  const queue = document.getElementById("queue");
  const help = document.getElementById("help");
  const entries = () => [...queue.querySelectorAll(".entry:not(.decided)")];
  const current = () => document.activeElement && document.activeElement.closest(".entry");
  const focus = (entry) => {
    if (entry) { entry.focus(); entry.scrollIntoView({ block: "nearest" }); }
    document.getElementById("empty").hidden = entries().length > 0;
  };
  const move = (step) => {
    const all = entries();
    const at = all.indexOf(current());
    focus(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))]);
  };
  const decide = (entry, action, body) => attempt(async () => {
    const all = entries();
    const at = all.indexOf(entry);
    const kept = await send(`/api/items/${encodeURIComponent(entry.dataset.uid)}/${action}`, body);
    entry.classList.add("decided");
    entry.dataset.change = kept.uid;
    entry.querySelector(".verdict").textContent = queue.dataset[action];
    said(queue.dataset[action]);
    count();
    focus(all[at + 1] || all[at - 1]);
  });
  const undo = () => attempt(async () => {
    const kept = await send("/api/undo", {});
    const entry = [...queue.querySelectorAll(".decided")].find((e) => e.dataset.change === kept.undoes);
    if (entry) {
      entry.classList.remove("decided");
      entry.querySelector(".verdict").textContent = "";
      focus(entry);
    }
    said(queue.dataset.undo);
    count();
  });
  const edit = (entry) => {
    const details = entry.querySelector("details.edit");
    if (!details) return;
    details.open = true;
    details.querySelector("select, input:not([type=hidden])").focus();
  };
  queue.addEventListener("submit", (event) => {
    const form = event.target;
    const entry = form.closest(".entry");
    event.preventDefault();
    if (form.dataset.action === "undo") return undo();
    if (form.dataset.action === "settle") return decide(entry, "accept", { settle: true });
    if (form.dataset.action !== "edit") return decide(entry, form.dataset.action);
    return decide(entry, "edit", changed(form));
  });
  document.getElementById("help-button").addEventListener("click", () => help.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape" && typing(event.target) && event.target.closest(".entry")) {
      event.target.closest("details").open = false;
      event.target.closest(".entry").focus();
      return;
    }
    if (typing(event.target)) return;
    const entry = current();
    const pressed = event.target instanceof Element && event.target.closest("button, summary, a");
    const keys = {
      j: () => move(1),
      k: () => move(-1),
      u: undo,
      "?": () => help.showModal(),
      ...(entry && {
        a: () => decide(entry, "accept"),
        x: () => decide(entry, "reject"),
        e: () => edit(entry),
        ...(!pressed && { " ": () => move(1) }),
      }),
    };
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
  focus(entries()[0]);
};

// Another state of the same page, put in place of the content that is shown.
const replace = async (place, focus) => {
  const answer = await fetch(place);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.getElementById("content").replaceChildren(...page.getElementById("content").childNodes);
  for (const slider of document.querySelectorAll("input[type=range]")) place_slider(slider);
  const again = focus && document.querySelector(focus);
  if (again) again.focus();
};
const day = (text) => Date.parse(text) / 86400000;
const place_slider = (slider) => {
  const { first, last, sets } = slider.dataset;
  slider.max = day(last) - day(first);
  slider.value = day(slider.form.elements[sets].value || last) - day(first);
};
const moving = () => {
  let waiting = 0;
  const load = (form, focus) => attempt(async () => {
    const query = new URLSearchParams(new FormData(form));
    const place = `${form.getAttribute("action")}?${query}`;
    await replace(place, focus);
    history.replaceState(null, "", place);
  });
  const focus_of = (field) => (field.id ? `#${field.id}` : `[name="${CSS.escape(field.name)}"]` +
    (field.type === "checkbox" ? `[value="${CSS.escape(field.value)}"]` : ""));
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-live]");
    if (form && event.target.type !== "range") load(form, focus_of(event.target));
  });
  document.addEventListener("input", (event) => {
    const slider = event.target;
    if (slider.type !== "range" || !slider.form) return;
    const chosen = new Date((day(slider.dataset.first) + Number(slider.value)) * 86400000);
    slider.form.elements[slider.dataset.sets].value = chosen.toISOString().slice(0, 10);
    clearTimeout(waiting);
    waiting = setTimeout(() => load(slider.form, focus_of(slider)), 150);
  });
  for (const slider of document.querySelectorAll("input[type=range]")) place_slider(slider);
};
const refresh = () => {
  const place = document.querySelector("[data-refresh]");
  if (!place) return;
  setTimeout(async () => {
    await attempt(async () => {
      const page = new DOMParser().parseFromString(await (await fetch(place.dataset.refresh)).text(), "text/html");
      const next = page.querySelector("#content > div");
      place.replaceWith(next);
    });
    refresh();
  }, 1000);
};

// What others change meanwhile. Pages that only show are shown anew; where somebody is working, they are told.
const watching = () => {
  const { changed: words, done } = document.body.dataset;
  const named = new Map(done.split(";").map((pair) => pair.split("=")));
  const content = document.getElementById("content");
  const news = document.getElementById("news"); // stands beside the content, which is replaced
  let last = document.body.dataset.newest;
  let source = null;
  let shown = 0;
  let waiting = null;
  const tell = (who) => {
    news.querySelector("span").textContent = words.replace("%s", () => who);
    news.hidden = false;
  };
  const again = (who) => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      if (typing(document.activeElement)) return tell(who);
      shown = Date.now();
      const place = location.pathname + location.search;
      const link = document.activeElement && document.activeElement.closest("#content a");
      const scrolled = content.querySelector(".wide")?.scrollLeft;
      await attempt(() => replace(place, link && `#content a[href="${CSS.escape(link.getAttribute("href"))}"]`));
      const wide = content.querySelector(".wide");
      if (wide && scrolled) wide.scrollLeft = scrolled;
    }, Math.max(200, shown + 5000 + 5000 * Math.random() - Date.now()));
  };
  const mark = (change) => {
    const entry = content.querySelector(`.entry[data-uid="${CSS.escape(change.item)}"]:not(.decided)`);
    if (!entry || change.action === "undo") return;
    entry.querySelector(".verdict").textContent = `${change.who}: ${named.get(change.action) || change.action}`;
    if (entry.contains(document.activeElement) && typing(document.activeElement)) return;
    if (entry === document.activeElement) return; // whoever looks at it decides whether to go on
    entry.classList.add("decided");
    entry.dataset.change = change.uid;
  };
  const take = (event) => {
    const found = JSON.parse(event.data);
    last = found.last;
    count();
    const who = found.changes.length ? found.changes.at(-1).who : "Standpunkt";
    if (content.querySelector("#queue")) return found.changes.filter((c) => c.item).forEach(mark);
    if (content.querySelector("[data-refresh], form.import")) return null;
    if (!content.querySelector(".document, .single")) return again(who);
    const here = found.changes.find((c) => c.item &&
      content.querySelector(`#${CSS.escape(c.item)}, [data-uid="${CSS.escape(c.item)}"]`));
    return here && tell(here.who);
  };
  const look = () => {
    if (document.hidden && source) { source.close(); source = null; }
    if (document.hidden || source) return;
    source = new EventSource(`/api/live?since=${last}`);
    source.onmessage = take;
  };
  document.addEventListener("visibilitychange", look);
  window.addEventListener("pagehide", () => { if (source) source.close(); source = null; });
  window.addEventListener("pageshow", look);
  look();
};

document.addEventListener("DOMContentLoaded", () => {
  if (document.querySelector(".document")) article();
  if (document.getElementById("queue")) review();
  if (document.querySelector("#counts[data-stale]")) count();
  const one = document.querySelector(".single");
  if (one) { single(one); single_keys(one); }
  taking();
  moving();
  refresh();
  if (document.body.dataset.newest) watching();
});
