// What all our parts draw with. Every word goes in as text, never as HTML: nothing in a paper can become markup.
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

// A verdict: its sign, its words and the reason, with its meaning at hand.
function verdict(value) {
  if (!value) return null;
  const why = value.why ? `：${value.why}` : "";
  return make("span", { class: `verdict ${value.kind}`, title: value.meaning }, `${value.words}${why}`);
}

