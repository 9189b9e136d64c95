// The look of the card.

const CSS = `
.rating :is(form, fieldset, legend) { min-width: 0; margin: 0; padding: 0; border: 0; }
.rating legend, .rating .told-so > span { display: block; margin-bottom: 6px; font-size: 13.5px; font-weight: 600; }
.rating .faces, .rating .chips { position: relative; display: flex; flex-wrap: wrap; gap: 8px; }
.rating .faces { flex-wrap: nowrap; justify-content: space-between; gap: 2px; margin-top: 10px; }
.rating label { position: relative; cursor: pointer; }
.rating input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.rating .faces label { flex: 1; min-width: 0; }
.rating .faces span { display: flex; flex-direction: column; align-items: center; gap: 4px; padding: 6px 0; border-radius: 12px; color: var(--soft);
  font-size: 12px; line-height: 1.25; text-align: center; }
.panel .smiley { width: 36px; height: 36px; border-radius: 50%; background: #e9edf3; fill: none; stroke: #586273; stroke-width: 2.2; stroke-linecap: round; }
.s1 { --tone: #fbd0cb; } .s2 { --tone: #fddcbb; } .s3 { --tone: #fdeca9; } .s4 { --tone: #d9efb6; } .s5 { --tone: #b6ebc6; }
.rating :is(label:hover, input:checked + span, .given) .smiley { background: var(--tone); stroke: #1c2430; }
.rating .faces input:checked + span { background: var(--mist); color: var(--ink); font-weight: 600; }
.rating .more { display: flex; flex-direction: column; gap: 14px; margin-top: 14px; }
.rating .chips span { display: block; min-width: 22px; padding: 4px 12px; border: 1px solid #8d97a6; border-radius: 16px; font-size: 13.5px; text-align: center; }
.rating .chips input:checked + span { border-color: var(--brand); background: var(--brand); color: var(--on-brand); }
.rating input:focus-visible + span { outline: 2px solid var(--ink); outline-offset: 2px; }
.panel .rating textarea { display: block; width: 100%; min-height: 60px; padding: 7px 11px; border: 1px solid #8d97a6; border-radius: 10px; font-size: 16px;
  line-height: 1.45; white-space: pre-wrap; resize: vertical; overflow: auto; }
.panel .rating textarea:focus { border-color: var(--ink); box-shadow: 0 0 0 1px var(--ink); outline: none; }
.rating .busy { pointer-events: none; }
.rating .busy .again { opacity: .7; }
.rating .again { align-self: stretch; padding: 10px; border-radius: 12px; font-weight: 600; text-align: center; }
.rating :is(.alert, .progress) { color: #6b4a00; font-size: 13px; }
.rating :is(.alert, .progress):empty { display: none; }
.rating .alert { color: var(--bad); }
.rating .outcome { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px 14px; margin-top: 10px; color: var(--soft); font-size: 14px; outline: none; }
.rating .outcome span { display: flex; align-items: center; gap: 10px; }
.rating .outcome .said { flex-direction: column; align-items: flex-start; gap: 0; line-height: 1.4; }
.rating strong { color: var(--ink); font-size: 15px; font-weight: 600; }
.rating .change { text-decoration: underline; text-underline-offset: 3px; }
@media (forced-colors: active) { .rating input:checked + span { outline: 2px solid Highlight; } }`;

export function adoptStyles(root) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}
