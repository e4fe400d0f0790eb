// Tells the program when nothing changes in a document any more: it and its pictures and fonts are loaded, and for some
// frames nothing was different in its tree or its size. In a world of its own, which the document's scripts cannot reach.
(() => {
  const FRAMES = 3;
  const id = Math.random().toString(36).slice(2);
  const mailbox = webkit.messageHandlers.stillness;
  let told = "";
  let frames = 0;
  const tell = (state) => {
    if (state === told) return;
    told = state;
    mailbox.postMessage(`${id} ${state}`);
  };
  const isLoaded = () =>
    document.readyState === "complete" &&
    document.fonts.status === "loaded" &&
    [...document.images].every((image) => image.complete || image.loading === "lazy");
  const look = () => {
    frames = isLoaded() ? frames + 1 : 0;
    if (frames >= FRAMES) tell("still");
    else requestAnimationFrame(look);
  };
  const stir = () => {
    const wasStill = told === "still";
    frames = 0;
    tell("busy");
    if (wasStill) requestAnimationFrame(look);
  };
  tell("busy");
  const everything = { subtree: true, childList: true, characterData: true, attributes: true };
  new MutationObserver(stir).observe(document, everything);
  const sizes = new ResizeObserver(stir);
  addEventListener("DOMContentLoaded", () => sizes.observe(document.documentElement));
  addEventListener("pagehide", () => tell("gone"));
  requestAnimationFrame(look);
})();
