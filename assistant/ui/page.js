// The page says that it is Japanese, controls that Streamlit names in English get Japanese names, marked words are seen.
const NAMES = {
  "Send message": "質問を送る",
  "Close": "閉じる",
  "Fullscreen": "拡大する",
  "Close fullscreen": "元の大きさに戻す",
  "Expand sidebar": "左の欄を開く",
  "Collapse sidebar": "左の欄を閉じる",
  "Sidebar": "左の欄",
  "App pages": "ページ",
  "file upload": "ファイル",
  "Add files": "ほかのファイルも選ぶ",
  "Clear all": "すべて外す",
  "Open": "選択肢を開く",
};

function rename(root) {
  for (const element of root.querySelectorAll("[aria-label]")) {
    const said = element.getAttribute("aria-label");
    const name = NAMES[said] || (said.startsWith("Remove ") ? `${said.slice(7)}を外す` : "");
    if (name) element.setAttribute("aria-label", name);
  }
  for (const button of root.querySelectorAll('[data-testid="stFileUploaderDropzone"] button[kind="secondary"]')) {
    button.setAttribute("aria-label", "ファイルを選ぶ");  // its English words are hidden
  }
}

// Of words shown within a long speech the marked ones come into view, once for each text.
const shown = new WeakMap();

function turnToMarks(root) {
  for (const box of root.querySelectorAll(".shirube-spoken")) {
    if (shown.get(box) === box.innerHTML) continue;
    shown.set(box, box.innerHTML);
    const mark = box.querySelector("mark");
    if (mark) box.scrollTop += mark.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
  }
}

// Of a page shown as a picture the marked words come into view, once the picture has its height.
const turned = new WeakSet();

function turnToMarkedPicture(root) {
  const mark = root.querySelector('[role="dialog"] .shirube-marked');
  const picture = mark && mark.closest('[role="dialog"]').querySelector("img");
  if (!picture || turned.has(mark)) return;
  turned.add(mark);
  const turn = () => {
    const { top, height } = picture.getBoundingClientRect();
    const at = top + height * Number(mark.dataset.at);
    if (at < window.innerHeight * 0.8) return;  // it is seen already
    let pane = picture.parentElement;
    while (pane && !(pane.scrollHeight > pane.clientHeight && /auto|scroll/.test(getComputedStyle(pane).overflowY))) {
      pane = pane.parentElement;
    }
    if (pane) pane.scrollTop += at - window.innerHeight / 3;
  };
  if (picture.complete && picture.naturalHeight) turn();
  else picture.addEventListener("load", turn, { once: true });
}

// What is opened from far down a list is read from its top.
let opened = "";

function turnToTop(root) {
  const mark = root.querySelector(".shirube-top");
  const now = mark ? mark.dataset.of : "";
  if (now === opened) return;
  opened = now;
  const main = root.querySelector('[data-testid="stMain"]');
  if (main) main.scrollTo({ top: 0 });
}

function settle() {
  rename(document);
  turnToTop(document);
  turnToMarks(document);
  turnToMarkedPicture(document);
}

export default function () {
  document.documentElement.lang = "ja";
  settle();
  if (window.shirubeNames) return;
  window.shirubeNames = new MutationObserver(settle);
  window.shirubeNames.observe(document.body, { childList: true, subtree: true });
}
