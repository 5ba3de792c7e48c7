// Puts a text on the clipboard and says so. No network; where the browser forbids it, the old way is tried.
async function put(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  button.onclick = async () => {
    const done = await put(data.text);
    button.textContent = done ? "✓ コピーしました" : "コピーできません";
    parentElement.querySelector("[role=status]").textContent = done ? "コピーしました" : "コピーできませんでした";
    setTimeout(() => { button.textContent = "コピー"; }, 3000);
  };
}
