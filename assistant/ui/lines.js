// Draws the lines of a draft from plain values.
function line(value, chosen, send) {
  const look = make("button", { type: "button", class: "look", id: `look-${value.id}`,
    "aria-pressed": chosen ? "true" : "false", "aria-label": `${value.kind}「${value.text}」のもとの発言を見る` },
    chosen ? "表示中" : "発言を見る");
  look.onclick = () => send("chosen", value.id);
  const check = value.to_check ? make("button", { type: "button", class: "check", id: `check-${value.id}`,
    "aria-label": `${value.kind}「${value.text}」を発言と見比べて確認した` }, "確認した") : null;
  if (check) check.onclick = () => send("checked", value.id);
  const edit = chosen ? make("button", { type: "button", class: "edit", id: `edit-${value.id}` }, "直す欄へ") : null;
  if (edit) edit.onclick = () => enter();
  return make("li", { class: `line${chosen ? " chosen" : ""}${value.answers ? " answers" : ""}${value.aside ? " aside" : ""}`,
    "aria-current": chosen ? "true" : null },
    make("p", { class: "head" }, make("span", { class: "kind" }, value.kind),
      make("span", { class: "small" }, value.from),
      value.aside ? make("span", { class: "small" }, "議事録に載せない行") : null, verdict(value.verdict),
      value.checked_by ? make("span", { class: "small" }, `確認：${value.checked_by}`) : null),
    make("p", { class: "words" }, value.text),
    value.task ? make("p", { class: "small" }, value.task) : null,
    make("p", { class: "foot" }, check, edit, look));
}

function panel() { return document.querySelector(".st-key-line-panel"); }

// Into the fields of the line that is looked at: they stand far off for the keyboard, and below on a telephone.
function enter() {
  panel()?.scrollIntoView({ block: "nearest" });
  panel()?.querySelector("textarea")?.focus();
}

function draw(data, send) {
  const list = make("ol", { "aria-label": data.caption },
    ...data.lines.map((one) => line(one, one.id === data.chosen, send)));
  return data.lines.length ? list : make("p", { class: "small", id: "none" }, data.none);
}

// A line was looked at: on a narrow screen its words come into view. It is left again: back to its place in the list.
function follow(root, before, now) {
  if (now && now !== before && matchMedia("(max-width: 640px)").matches) {
    setTimeout(() => panel()?.scrollIntoView({ block: "start" }), 300);
  }
  if (!now && before) {
    const left = root.querySelector(`#look-${CSS.escape(before)}`);
    left?.scrollIntoView({ block: "center" });
    left?.focus({ preventScroll: true });
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const said = JSON.stringify(data);
  if (parentElement.said === said) return;  // drawn already: what has the focus keeps it
  const focused = parentElement.querySelector("button:focus")?.id;
  const before = parentElement.chosen;
  parentElement.said = said;
  parentElement.chosen = data.chosen;
  parentElement.querySelector("ol, #none")?.remove();
  parentElement.append(draw(data, setTriggerValue));
  if (focused) parentElement.querySelector(`#${CSS.escape(focused)}`)?.focus({ preventScroll: true });
  follow(parentElement, before, data.chosen);
}
