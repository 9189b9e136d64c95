// The look of the form, in the panel and on a page of its own.

const CSS = `
.sheet, .sheet * { box-sizing: border-box; }
.sheet { --ink: #1c2430; --soft: #586273; --line: #e4e8ee; --mist: #f2f4f8; --bad: #b42318; display: flex; flex: 1; flex-direction: column;
  min-height: 0; color: var(--ink); overflow-wrap: anywhere; }
.sheet [hidden] { display: none !important; }
.sheet button, .sheet input, .sheet textarea { all: unset; box-sizing: border-box; -webkit-tap-highlight-color: transparent; }
.sheet button { cursor: pointer; }
.sheet :is(button, h2, p):focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; border-radius: 6px; }
.sheet p, .sheet h2, .sheet ol, .sheet fieldset { margin: 0; padding: 0; border: 0; min-width: 0; list-style: none; }
.bar-of { display: flex; flex: none; flex-wrap: wrap; align-items: center; gap: 4px 12px; padding: 12px 16px; border-bottom: 1px solid var(--line); }
.bar-of h2 { flex: 1; font-size: 16px; font-weight: 600; line-height: 1.4; outline: none; }
.sheet .back { display: grid; place-items: center; width: 32px; height: 32px; margin: -4px -6px -4px -8px; border-radius: 10px; color: var(--soft); }
.sheet .back svg { width: 20px; height: 20px; fill: currentColor; }
.sheet .back:hover { background: var(--mist); color: var(--ink); }
.sheet .plain:hover { color: var(--ink); text-decoration: underline; text-underline-offset: 3px; }
.sheet .plain { color: var(--soft); font-size: 13.5px; font-weight: 500; text-decoration: underline; text-decoration-color: #c3cad5; text-underline-offset: 3px; }
.scroll { flex: 1; min-height: 0; padding: 12px 16px 16px; overflow: hidden auto; overscroll-behavior: contain; scrollbar-width: thin; }
.sheet .told-first { margin-bottom: 10px; color: var(--soft); font-size: 14px; line-height: 1.55; white-space: pre-line; }
.sheet .opens { display: inline-block; margin-bottom: 14px; padding: 3px 12px; border-radius: 14px; background: #fff6e0; color: #6b4a00; font-size: 13px; }

.fields, .sheet fieldset { display: flex; flex-direction: column; gap: 10px; }
.sheet legend { margin-bottom: 4px; padding: 0; color: var(--soft); font-size: 13px; }
.fields .leave { margin-top: 4px; }
.label-row { display: flex; justify-content: space-between; align-items: baseline; gap: 10px; margin-bottom: 3px; }
.label-row label { font-size: 13.5px; font-weight: 600; }
.counted { color: var(--soft); font-size: 12px; font-variant-numeric: tabular-nums; }
.counted.over { color: var(--bad); font-weight: 600; }
.aloud { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.sheet input, .sheet textarea { display: block; width: 100%; padding: 7px 12px; border: 1px solid #8d97a6; border-radius: 10px; background: #fff;
  color: var(--ink); font-size: 15px; line-height: 1.5; cursor: text; text-align: start; transition: border-color .15s, box-shadow .15s; }
.sheet textarea { min-height: 84px; white-space: pre-wrap; resize: vertical; overflow: auto; }
.sheet :is(input, textarea):focus { border-color: var(--ink); box-shadow: 0 0 0 1px var(--ink); }
.sheet :is(input, textarea):focus-visible { outline: none; }
.sheet [aria-invalid="true"]:is(input, textarea) { border-color: var(--bad); box-shadow: 0 0 0 1px var(--bad); }
.sheet [aria-invalid="true"]:is(input, textarea):focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
.sheet :read-only:is(input, textarea) { background: var(--mist); color: var(--soft); }
.sheet .wrong { margin-top: 4px; color: var(--bad); font-size: 13px; }
.sheet .wrong:empty, .sheet .progress:empty, .sheet .note-line:empty { display: none; }
.sheet .alert { padding: 8px 12px; border-radius: 10px; background: #fef3f2; color: var(--bad); font-size: 13.5px; }
.sheet .progress { padding: 8px 12px; border-radius: 10px; background: #fff6e0; color: #6b4a00; font-size: 13.5px; }
.sheet .leave { align-self: stretch; padding: 11px 20px; border-radius: 12px; background: var(--brand); color: var(--on-brand); font-size: 15px; font-weight: 600;
  text-align: center; transition: opacity .15s, transform .1s; }
.sheet .leave:active { transform: translateY(1px); }
.sheet .leave[aria-disabled="true"] { background: #dfe4ea; color: #4a5463; cursor: progress; }

.thanks { display: flex; flex-direction: column; align-items: center; gap: 16px; padding: 28px 8px 8px; text-align: center; }
.thanks svg { width: 56px; height: 56px; padding: 14px; border-radius: 50%; background: #e7f6ec; fill: #15803d; animation: arrive .3s; }
.thanks p { font-size: 16px; line-height: 1.6; white-space: pre-line; outline: none; }

.sheet .note-line { color: var(--soft); font-size: 14px; }
.letters { display: flex; flex-direction: column; gap: 12px; }
.letter { padding: 12px 14px; border: 1px solid var(--line); border-radius: 14px; background: #fff; }
.letter-head, .answer-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 10px; font-size: 12.5px; }
.letter-head time, .answer-head time { color: var(--soft); }
.state { margin-inline-start: auto; padding: 1px 10px; border-radius: 12px; background: var(--mist); color: #3d4756; font-weight: 600; }
.state.claimed { background: #fff6e0; color: #6b4a00; }
.state.answered { background: #e7f6ec; color: #14612f; }
.state.fresh { background: #c81e1e; color: #fff; }
.sheet .asked { margin-top: 6px; font-size: 14.5px; white-space: pre-wrap; }
.answer { margin-top: 10px; padding: 9px 12px; border-radius: 6px 14px 14px 14px; background: var(--mist); }
.answer p { margin-top: 3px; font-size: 14.5px; white-space: pre-wrap; }

@media (max-width: 480px), (max-height: 420px) {
  .sheet input, .sheet textarea { font-size: 16px; }
  .scroll { padding-bottom: calc(18px + env(safe-area-inset-bottom, 0px)); }
}
@media (forced-colors: active) {
  .sheet button, .letter, .answer { border: 1px solid; }
}`;

export function adoptStyles(root) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
