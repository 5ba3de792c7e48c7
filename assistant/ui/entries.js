// Draws a list of decisions and to-dos from plain values: one row an entry, which opens it.
function entry(value, send) {
  const button = make("button", { type: "button", class: "open", id: `open-${value.id}`,
    "aria-label": `${value.kind}「${value.what}」を開く` }, value.what);
  button.onclick = () => send("opened", value.id);
  const state = make("p", {}, value.state);
  const late = value.late ? make("p", {}, make("span", { class: "verdict unsupported" }, "！ 期限切れ")) : null;
  const doubt = value.to_check ? make("p", {}, make("span", { class: "verdict partial" }, "△ 要確認")) : null;
  const cells = [[value.kind], [button, doubt], [value.who], [value.due], [state, late],
    [value.meeting, make("p", { class: "small" }, value.held_on)], [value.where]];
  return make("tr", {}, ...cells.map((cell, n) => make("td", { "data-name": NAMES[n] }, ...cell)));
}

const NAMES = ["種類", "内容", "担当", "期限", "状態", "会議", "発言箇所"];

function draw(data, send) {
  const heads = NAMES.map((name) => make("th", { scope: "col" }, name));
  const table = make("table", { class: "list" }, make("caption", {}, data.caption),
    make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...data.rows.map((one) => entry(one, send))));
  return make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": data.caption }, table);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const said = JSON.stringify(data);
  if (parentElement.said === said) return;  // drawn already: what has the focus keeps it
  parentElement.said = said;
  parentElement.querySelector(".scroll")?.remove();
  parentElement.append(draw(data, setTriggerValue));
}
