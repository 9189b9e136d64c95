// The look of the panel. A constructed sheet needs no style tag, so a host page with a strict policy lets it pass.

const CSS = `
.panel, .panel * { box-sizing: border-box; }
.panel { --ink: #1c2430; --soft: #586273; --line: #e4e8ee; --mist: #f2f4f8; --bad: #b42318;
  position: absolute; bottom: 74px; display: flex; flex-direction: column; width: 384px; max-width: calc(100vw - 32px);
  height: min(640px, calc(100vh - 74px - 2 * var(--y))); min-height: 320px; overflow: hidden; border-radius: 18px;
  background: #fff; color: var(--ink); overflow-wrap: anywhere; outline: none;
  box-shadow: 0 0 0 1px rgb(16 24 40 / .05), 0 4px 12px rgb(16 24 40 / .08), 0 24px 60px rgb(16 24 40 / .2);
  animation: rise .22s cubic-bezier(.2, .8, .3, 1); }
[data-side="right"] .panel { right: 0; transform-origin: 100% 100%; }
[data-side="left"] .panel { left: 0; transform-origin: 0 100%; }
.badge { position: absolute; top: -4px; right: -4px; min-width: 10px; padding: 0 6px; border: 2px solid #fff; border-radius: 12px;
  background: #c81e1e; color: #fff; font-size: 12px; font-weight: 600; text-align: center; }
.panel button, .panel textarea { all: unset; box-sizing: border-box; cursor: pointer; -webkit-tap-highlight-color: transparent; }
.panel textarea { cursor: text; }
.panel p { margin: 0; }
.panel svg { display: block; width: 22px; height: 22px; fill: currentColor; }
.panel :focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }

.head { display: flex; flex: none; align-items: center; gap: 12px; padding: 16px 12px 16px 18px; background: var(--brand);
  color: var(--on-brand); background-image: linear-gradient(rgb(0 0 0 / 0), rgb(0 0 0 / .06)); }
.panel .head :focus-visible { outline-color: var(--on-brand); outline-offset: 0; }
.face { display: grid; flex: none; place-items: center; width: 42px; height: 42px; border-radius: 50%; background: #fff; color: #1c2430;
  font-size: 18px; font-weight: 600; }
.face img { width: 100%; height: 100%; border-radius: 50%; object-fit: cover; }
.card { display: -webkit-box; overflow: hidden; font-size: 13px; -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
.who { flex: 1; min-width: 0; line-height: 1.35; }
.title { display: block; overflow: hidden; font-size: 16px; font-weight: 600; text-overflow: ellipsis; white-space: nowrap; }
.status { display: block; overflow: hidden; font-size: 13px; text-overflow: ellipsis; white-space: nowrap; }
.status::before { content: ""; display: inline-block; width: 8px; height: 8px; margin-inline-end: 6px; border: 1.5px solid #fff;
  border-radius: 50%; background: #98a2b3; vertical-align: 1px; }
.status.on::before { background: #22c55e; }
.status.wait::before { background: #fbbf24; }
.head button { flex: none; border-radius: 10px; transition: background .15s; }
.head .end { padding: 5px 11px; border: 1px solid currentColor; font-size: 13px; }
.head .shut { display: grid; place-items: center; width: 38px; height: 38px; }
.head button:hover { background: rgb(0 0 0 / .14); }

.panel .banner { flex: none; padding: 7px 16px; background: #fff6e0; color: #6b4a00; font-size: 13px; text-align: center; }
.queue { display: flex; flex: none; align-items: center; gap: 14px; padding: 10px 18px; border-bottom: 1px solid var(--line); background: #fbfcfe; }
.number { position: relative; display: grid; flex: none; place-items: center; width: 44px; height: 44px; border-radius: 50%;
  box-shadow: inset 0 0 0 2px var(--line); }
.number::after { content: ""; position: absolute; inset: 0; border: 2px solid transparent; border-top-color: #f59e0b; border-radius: 50%;
  animation: turn 1.6s linear infinite; }
.place { font-size: 19px; font-weight: 600; font-variant-numeric: tabular-nums; }
.label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.unplaced .label { display: none; }
.told { display: flex; flex-direction: column; min-width: 0; line-height: 1.4; }
.told strong { font-size: 14.5px; font-weight: 600; }
.told span { color: var(--soft); font-size: 12.5px; }
.body { position: relative; display: flex; flex: 1; min-height: 0; }
.log { flex: 1; min-width: 0; overflow: hidden auto; overscroll-behavior: contain; scrollbar-width: thin; scrollbar-color: #cdd3dc transparent; }
.panel .log:focus-visible { outline-offset: -3px; }
.lines { display: flex; flex-direction: column; min-height: 100%; padding: 18px 16px 14px; }
.panel .day, .panel .line { align-self: center; max-width: 90%; margin: 14px 0 2px; color: var(--soft); font-size: 12.5px; text-align: center; }
.panel .line { margin: 12px 0 2px; padding: 3px 12px; border-radius: 12px; background: var(--mist); }

.bubble { display: flex; flex-direction: column; align-self: flex-start; align-items: flex-start; max-width: 84%; margin-top: 14px;
  animation: settle .2s ease-out; }
.bubble.joined { margin-top: 3px; }
.bubble.me { align-self: flex-end; align-items: flex-end; }
.name { margin: 0 4px 3px; color: var(--soft); font-size: 12.5px; }
.text { max-width: 100%; padding: 9px 14px; border-radius: 18px 18px 18px 6px; background: var(--mist); white-space: pre-wrap;
  unicode-bidi: plaintext; text-align: start; }
.joined .text { border-top-left-radius: 6px; }
.me .text { border-radius: 18px 18px 6px 18px; background: var(--brand); color: var(--on-brand); }
.me.joined .text { border-top-right-radius: 6px; }
.text a { color: inherit; text-decoration: underline; text-underline-offset: 2px; }
.foot { display: flex; align-items: center; gap: 10px; margin: 3px 4px 0; color: var(--soft); font-size: 12px; }
.note:empty, .name:empty { display: none; }
[data-state="late"] .text, [data-state="refused"] .text { background: #fff; color: var(--ink); box-shadow: inset 0 0 0 1.5px #a7b0be; }
[data-state="late"] .note { color: #7a4d00; }
[data-state="refused"] .text { box-shadow: inset 0 0 0 1.5px var(--bad); }
[data-state="refused"] .note { color: var(--bad); }
.choices { display: flex; flex: none; gap: 10px; }
.choices button { color: var(--ink); font-weight: 600; text-decoration: underline; text-underline-offset: 2px; }

.ended { display: flex; flex-direction: column; align-items: center; gap: 10px; margin: 18px 0 6px; color: var(--soft); font-size: 13px; }
.ended span { display: flex; align-items: center; gap: 10px; align-self: stretch; text-align: center; }
.ended span::before, .ended span::after { content: ""; flex: 1; height: 1px; background: var(--line); }
.panel .again { padding: 8px 18px; border-radius: 20px; background: var(--brand); color: var(--on-brand); font-size: 14px; font-weight: 500; }
.panel .again.quiet { background: none; color: var(--soft); text-decoration: underline; text-underline-offset: 3px; }
.panel .jump { position: absolute; bottom: 10px; left: 50%; padding: 6px 14px; border-radius: 16px; background: var(--ink); color: #fff;
  font-size: 13px; transform: translateX(-50%); box-shadow: 0 4px 14px rgb(16 24 40 / .25); }
.jump::after { content: " ↓"; }

.rating { margin: 18px 0 4px; padding: 14px; border: 1px solid var(--line); border-radius: 16px; }
.offer { align-self: center; margin-top: 12px; }
.shelf { display: flex; flex: none; flex-wrap: wrap; justify-content: center; gap: 4px 20px; padding: 8px 16px; border-top: 1px solid var(--line); font-size: 13.5px; }
.panel .shelf button { color: #3d4756; font-weight: 500; text-decoration: underline; text-decoration-color: #c3cad5; text-underline-offset: 3px; }
.panel .shelf .news { color: var(--bad); font-weight: 600; }
.shelf + .composer { border-top: 0; padding-top: 2px; }
.stage { display: flex; flex: 1; min-height: 0; }
.staged .queue, .staged .body, .staged .shelf, .staged .composer, .staged .end { display: none; }

.composer { position: relative; flex: none; padding: 10px 12px 12px; border-top: 1px solid var(--line); background: #fff; }
.row { display: flex; align-items: flex-end; gap: 4px; padding: 4px; border-radius: 22px; background: var(--mist); transition: box-shadow .15s; }
.row:focus-within { background: #fff; box-shadow: inset 0 0 0 1.5px #667085; }
.panel .field { flex: 1; min-width: 0; max-height: 132px; padding: 7px 4px; overflow-y: auto; font-size: 15px; line-height: 1.5; white-space: pre-wrap;
  scrollbar-width: thin; outline: none; }
.field::placeholder { color: var(--soft); opacity: 1; }
.panel .tool, .panel .send { display: grid; flex: none; place-items: center; width: 36px; height: 36px; border-radius: 50%; color: var(--soft); }
.tool:hover { color: var(--ink); }
.panel .send { background: var(--brand); color: var(--on-brand); transition: opacity .15s, background .15s; }
.panel .send:disabled { background: #dfe4ea; color: #667085; cursor: default; }
.panel .count { padding: 0 8px 6px; color: var(--soft); font-size: 12px; text-align: end; }
.panel .count.over { color: var(--bad); font-weight: 600; }
.emoji { display: grid; grid-template-columns: repeat(8, 1fr); gap: 2px; margin-bottom: 8px; padding: 8px; border-radius: 14px; background: var(--mist); }
.panel .emoji button { display: grid; place-items: center; height: 36px; border-radius: 8px; font-size: 21px; line-height: 1; }
.emoji button:hover { background: #fff; }

.cover { position: absolute; inset: 0; display: flex; align-items: flex-end; padding: 12px; background: rgb(16 24 40 / .42); animation: fade .15s; }
.question { width: 100%; padding: 20px; border-radius: 14px; background: #fff; }
.question strong { font-size: 16px; font-weight: 600; }
.question p { margin: 4px 0 0; color: var(--soft); font-size: 14px; }
.panel .sorry { color: var(--bad); }
.answers { display: flex; gap: 10px; margin-top: 16px; }
.panel .answers button { flex: 1; padding: 10px 8px; border-radius: 12px; background: var(--mist); font-size: 14px; font-weight: 600; text-align: center; }
.panel .answers .yes { background: var(--bad); color: #fff; }

@keyframes rise { from { opacity: 0; transform: translateY(12px) scale(.98); } }
@keyframes settle { from { opacity: 0; transform: translateY(6px); } }
@keyframes fade { from { opacity: 0; } }
@keyframes turn { to { transform: rotate(1turn); } }

@media (max-width: 480px), (max-height: 420px) {
  .panel { position: fixed; inset: 0; width: 100%; max-width: none; height: 100%; min-height: 0; border-radius: 0; box-shadow: none; }
  .head { padding-top: calc(12px + env(safe-area-inset-top, 0px)); padding-bottom: 12px; }
  .composer { padding-bottom: calc(10px + env(safe-area-inset-bottom, 0px)); }
  .panel .field { font-size: 16px; }
  .launcher[aria-expanded="true"] { display: none; }
}
@media (forced-colors: active) {
  .text, .row, .panel button, .panel { border: 1px solid; }
}`;

export function adoptStyles(root) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
