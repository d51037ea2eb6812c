// Keeps the page new, and draws the toolbar and the mistakes. Only the preview serves it.
//
// A message of the server is a hint to look, never the news itself: each look asks what the page
// should be and compares it with what the page is. So a message that got lost loses nothing.
(() => {
  "use strict";

  const OWN = "/_preview/";
  const RETRY = 500;
  const SLOW = 400;
  const OPEN = "sitegen-preview-open";
  const FOCUS = "sitegen-preview-focus";

  const script = document.currentScript;
  const path = script.dataset.path;
  const body = script.dataset.body;
  let style = script.dataset.style;

  async function ask(what) {
    const answer = await fetch(`${OWN}${what}?path=${encodeURIComponent(path)}`);
    return answer.json();
  }

  // --- the page ---

  // A strict policy allows only the styles that the page came with, and sheets made by a script.
  async function restyle() {
    const told = await ask("styles");
    const elements = [...document.querySelectorAll("style")];
    const links = [...document.querySelectorAll("link[rel~=stylesheet]")];
    const fits = told.inside.length === elements.length && told.linked.length === links.length;
    if (told.body !== body || !fits) {
      location.reload(); // browsers keep the place
      return;
    }
    document.adoptedStyleSheets = elements.map((element, at) => {
      const sheet = new CSSStyleSheet({ media: element.media });
      sheet.replaceSync(told.inside[at]);
      return sheet;
    });
    for (const element of elements) element.disabled = true;
    for (const [at, link] of links.entries()) {
      const next = link.cloneNode();
      next.setAttribute("href", `${told.linked[at]}?${told.style}`);
      next.addEventListener("load", () => link.remove());
      link.after(next);
    }
    style = told.style;
  }

  // --- the toolbar ---

  const host = document.createElement("sitegen-preview");
  const root = host.attachShadow({ mode: "open" });
  root.innerHTML = `
    <div role="region" aria-label="Preview">
      <div class="panel" id="panel" hidden>
        <div class="panel__top">
          <h2 class="title" id="title" tabindex="-1">Preview</h2>
          <button class="button button--quiet" id="close" type="button">Close</button>
        </div>
        <p class="status" id="status" role="status"></p>
        <form class="day" id="day">
          <label class="day__label" for="field">Show the site as it will be on</label>
          <input class="day__field" id="field" type="date" required>
          <button class="button">Show that day</button>
          <button class="button button--quiet" id="today" type="button" data-day="">Back to today</button>
          <p class="day__label" id="refused" role="alert"></p>
        </form>
        <div id="told"></div>
      </div>
      <div class="bar">
        <button class="button button--round button--wrong" id="wrong" type="button" hidden></button>
        <button class="button button--round" id="toggle" type="button" aria-expanded="false"
          aria-controls="panel">Preview</button>
      </div>
    </div>
    <dialog class="dialog" id="mistakes" aria-labelledby="mistakes-title">
      <div id="listed"></div>
      <p class="dialog__end"><button class="button" id="look" type="button">Look at the page</button></p>
    </dialog>`;
  const part = (id) => root.getElementById(id);

  function open(isOpen) {
    part("panel").hidden = !isOpen;
    part("toggle").setAttribute("aria-expanded", isOpen);
    sessionStorage.setItem(OPEN, isOpen ? "yes" : "");
  }

  function close() {
    open(false);
    part("toggle").focus();
  }

  async function choose(day) {
    sessionStorage.setItem(FOCUS, "yes");
    const answer = await fetch(`${OWN}day`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ day }),
    });
    part("refused").textContent = answer.ok ? "" : "This is not a date.";
  }

  const words = { normal: "Preview", building: "Building…", gone: "Preview has stopped" };
  function say(what) {
    part("toggle").textContent = words[what];
  }

  function draw(state) {
    part("wrong").textContent = state.wrong;
    part("wrong").hidden = !state.wrong;
    part("today").hidden = !state.chosen;
    part("status").classList.toggle("status--chosen", Boolean(state.chosen));
    if (part("status").textContent !== state.status) part("status").textContent = state.status;
    drawPanel(state);
    drawMistakes(state);
  }

  let drawnPanel = "";
  function drawPanel(state) {
    if (state.panel === drawnPanel) return;
    const told = part("told");
    const hadFocus = told.contains(root.activeElement);
    const wasOpen = told.querySelector("details")?.open;
    told.innerHTML = drawnPanel = state.panel;
    if (wasOpen) told.querySelector("details")?.setAttribute("open", "");
    if (root.activeElement !== part("field")) part("field").value = state.day;
    if (sessionStorage.getItem(FOCUS) || hadFocus) {
      sessionStorage.removeItem(FOCUS);
      if (!part("panel").hidden) part("title").focus();
    }
  }

  let drawnMistakes = "";
  function drawMistakes(state) {
    const dialog = part("mistakes");
    if (state.mistakes === drawnMistakes) return;
    part("listed").innerHTML = drawnMistakes = state.mistakes;
    if (!drawnMistakes) {
      dialog.close();
    } else {
      if (!dialog.open) dialog.showModal();
      part("mistakes-title").focus();
      dialog.scrollTop = 0;
    }
  }

  part("toggle").addEventListener("click", () => open(part("panel").hidden));
  part("close").addEventListener("click", close);
  part("wrong").addEventListener("click", () => part("mistakes").showModal());
  part("look").addEventListener("click", () => part("mistakes").close());
  part("panel").addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  part("day").addEventListener("submit", (event) => {
    event.preventDefault();
    choose(part("field").value);
  });
  root.addEventListener("click", (event) => {
    const day = event.target.closest("[data-day]")?.dataset.day;
    if (day !== undefined) choose(day || null);
  });

  // --- what the server tells ---

  async function show() {
    if (host.isConnected) return;
    const answer = await fetch(`${OWN}style.css`);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(await answer.text());
    root.adoptedStyleSheets = [sheet];
    document.documentElement.append(host);
  }

  async function compare() {
    const state = await ask("state");
    if (state.body !== body) {
      location.reload();
      return;
    }
    if (state.style !== style) {
      await restyle();
      again = true;
    }
    if (!state.panel) return; // The page of mistakes that stands alone.
    await show();
    draw(state);
  }

  let isLooking = false;
  let again = false;
  async function look() {
    again = true;
    if (isLooking) return;
    isLooking = true;
    while (again) {
      again = false;
      try {
        await compare();
      } catch {
        setTimeout(look, RETRY);
        break;
      }
    }
    isLooking = false;
  }

  function connect() {
    let slow;
    const socket = new WebSocket(`ws://${location.host}${OWN}socket`);
    socket.addEventListener("open", () => {
      say("normal");
      look();
    });
    socket.addEventListener("message", (event) => {
      clearTimeout(slow);
      if (JSON.parse(event.data).command === "building") {
        slow = setTimeout(say, SLOW, "building");
      } else {
        say("normal");
        look();
      }
    });
    socket.addEventListener("close", () => {
      clearTimeout(slow);
      slow = setTimeout(say, SLOW, "gone");
      setTimeout(connect, RETRY);
    });
  }

  open(Boolean(sessionStorage.getItem(OPEN)));
  addEventListener("pageshow", (event) => event.persisted && look());
  connect();
})();
