// The page says that it is Japanese, and controls that Streamlit names in English get Japanese names.
const NAMES = {
  "Send message": "質問を送る",
  "Close": "閉じる",
  "Fullscreen": "拡大する",
  "Close fullscreen": "元の大きさに戻す",
  "Expand sidebar": "会話の一覧を開く",
  "Collapse sidebar": "会話の一覧を閉じる",
  "Clear all": "すべて外す",
  "Open": "選択肢を開く",
};

function rename(root) {
  for (const element of root.querySelectorAll("[aria-label]")) {
    const name = NAMES[element.getAttribute("aria-label")];
    if (name) element.setAttribute("aria-label", name);
  }
}

export default function () {
  document.documentElement.lang = "ja";
  rename(document);
  if (window.shirubeNames) return;
  window.shirubeNames = new MutationObserver(() => rename(document));
  window.shirubeNames.observe(document.body, { childList: true, subtree: true });
}
