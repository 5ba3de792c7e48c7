// Draws one answer from plain values.

// A small number in the sentence: hover or focus shows the quote, a press opens the page.
function mark(value, open, tipId) {
  const name = `引用${value.number}、${value.place}を開く`;
  const tip = make("span", { class: "tip", role: "tooltip", id: tipId },
    make("strong", {}, value.place), make("span", {}, `「${value.quote}」`));
  const button = make("button", { type: "button", class: "number", "aria-label": name, "aria-describedby": tipId },
    `[${value.number}]`);
  button.onclick = () => open(value.id);
  const holder = make("span", { class: "mark" }, button, tip);
  holder.onkeydown = (event) => { if (event.key === "Escape") holder.classList.add("hushed"); };
  holder.onmouseenter = button.onblur = () => holder.classList.remove("hushed");
  return holder;
}

// A heading of a summary (1 or 2), or who asks and who answers (3).
function heading(value) {
  return value.level === 3 ? make("p", { class: "who" }, value.text) : make(`h${value.level + 2}`, {}, value.text);
}

function sentence(value, open, row) {
  if (value.level) return heading(value);
  const marks = value.marks.map((one, column) => mark(one, open, `tip-${row}-${column}`));
  return make("p", { class: "sentence" }, make("span", { class: "words" }, value.text), ...marks,
    value.speaker ? make("span", { class: "small" }, `（${value.speaker}）`) : null, verdict(value.verdict));
}

function card(value, open) {
  const number = value.number ? make("span", { class: "badge" }, `[${value.number}]`) : null;
  const button = make("button", { type: "button", "aria-label": `${value.number ? `引用${value.number}、` : ""}` +
    `${value.title}、${value.place}を開く` }, `${value.place}を開く`);
  button.onclick = () => open(value.id);
  return make("li", { class: "card" },
    make("p", { class: "title" }, number, make("strong", {}, value.title)),
    value.heading ? make("p", { class: "under" }, value.heading) : null,
    make("p", { class: "small" }, [value.date, value.place, value.source].filter(Boolean).join("　")),
    make("blockquote", {}, value.quote),
    make("p", { class: "foot" }, verdict(value.verdict), value.note ? make("span", { class: "verdict unchecked" }, value.note) : null,
      button));
}

// What was read of the question: a press on one takes it back and asks again.
function readAs(chips, takeBack) {
  const buttons = chips.map((chip) => {
    const button = make("button", { type: "button", class: "chip",
      "aria-label": `「${chip.label}」を外して、もう一度質問する` },
      chip.label, make("span", { "aria-hidden": "true" }, "×"));
    button.onclick = () => takeBack(chip.key);
    return button;
  });
  return make("div", { class: "chips", role: "group", "aria-label": "質問の読み取り" },
    make("span", { class: "small" }, "質問の読み取り："), ...buttons);
}

// A complete list: one row an entry, which opens its place.
function listing(value, open) {
  const rows = value.rows.map((row) => {
    const button = make("button", { type: "button", class: "open",
      "aria-label": `${row.date}、${row.speaker}、${row.place}を開く` }, `${row.place}を開く`);
    button.onclick = () => open(row.id);
    const more = row.more ? make("p", { class: "small" }, `ほか${row.more}文`) : null;
    return make("tr", {}, make("td", {}, row.date), make("td", {}, row.speaker),
      make("td", {}, ...row.quotes.map((quote) => make("p", {}, quote)), more),
      make("td", {}, make("p", { class: "small" }, row.title), button));
  });
  const names = ["日付", "発言者", "話題に触れた文", "資料"].map((name) => make("th", { scope: "col" }, name));
  const table = make("table", { class: "list" }, make("caption", {}, value.caption),
    make("thead", {}, make("tr", {}, ...names)), make("tbody", {}, ...rows));
  return make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": value.caption }, table);
}

function draw(data, open, takeBack) {
  const cards = data.cards.map((one) => card(one, open));
  return make("article", {},
    data.chips.length ? readAs(data.chips, takeBack) : null,
    data.lead ? make("div", { class: "lead" }, make("strong", {}, data.lead), make("p", {}, data.lead_note)) : null,
    ...data.sentences.map((one, row) => sentence(one, open, row)),
    data.notice ? make("p", { class: "notice", role: "note" }, `お知らせ：${data.notice}`) : null,
    data.listing ? listing(data.listing, open) : null,
    cards.length ? make("h3", {}, data.heading) : null,
    cards.length ? make("ul", { class: "cards" }, ...cards) : null);
}

// A new answer is read from its question on, the first from the top of the page. Streamlit moves to the end of the page
// as parts arrive, so this is said again until the page rests or the reader moves it.
function showQuestion() {
  const questions = document.querySelectorAll(".shirube-question");
  const target = questions.length === 1 ? document.querySelector("h1") : questions[questions.length - 1];
  let moved = false;
  for (const act of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    window.addEventListener(act, () => { moved = true; }, { once: true, passive: true });
  }
  for (const wait of [100, 300, 600, 1000]) {
    setTimeout(() => { if (target && !moved) target.scrollIntoView({ block: "start" }); }, wait);
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const said = JSON.stringify({ ...data, fresh: false });
  if (parentElement.said === said) return;  // drawn already: what has the focus keeps it
  parentElement.said = said;
  parentElement.querySelector("article")?.remove();
  parentElement.append(draw(data, (id) => setTriggerValue("opened", id), (key) => setTriggerValue("taken_back", key)));
  if (data.fresh) showQuestion();
}
