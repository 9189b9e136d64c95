/** Reports as the desk compiles them: tables with small bars, the same as in their letters. */
import type { CellView, PanelView } from "../desk/operations.ts";
import css from "./panels.css" with { type: "text" };
import { dress } from "./dress.ts";

dress(css);

export const Panels = ({ panels }: { panels: readonly PanelView[] }) => (
  <div class="report-panels">{panels.map((panel) => <Panel key={panel.title} panel={panel} />)}</div>
);

const Panel = ({ panel: { title, columns, rows, note } }: { panel: PanelView }) => (
  <section class="report-panel" aria-label={title}>
    <h3>{title}</h3>
    {rows.length > 0 && (
      <table>
        <thead>
          <tr>{columns.map((column, at) => <th scope="col" key={at}>{column}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map(([head, ...others], at) => (
            <tr key={at}>
              <th scope="row">
                <Cell cell={head} />
              </th>
              {others.map((cell, place) => (
                <td key={place}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    )}
    {note && <p class="field-hint">{note}</p>}
  </section>
);

const Cell = ({ cell: { text, share, small, tone } }: { cell: CellView }) => (
  <>
    <span class={tone ? `tone-${tone}` : undefined} dir="auto">{text}</span>
    {small && <small dir="auto">{small}</small>}
    {share !== null && <span class="report-bar" aria-hidden="true" style={{ "--share": `${share * 100}%` }} />}
  </>
);
