/** How changes of a flow look: a line for each thing, with what it said and what it says. */
import { t } from "../../desk/i18n.ts";
import type { Changed } from "./flow-changes.ts";

export function Changes({ changes, none }: { changes: Changed[]; none: string }) {
  if (!changes.length) return <p class="quiet">{none}</p>;
  return (
    <ul class="flow-changes">
      {changes.map((change) => (
        <li key={`${change.what} ${change.key}`}>
          <b>{t(`flow.${change.kind}.${change.what}`, { name: change.name })}</b>
          {change.aspects.length > 0 && (
            <dl class="differences">
              {change.aspects.map(({ aspect, before, after }) => (
                <div key={aspect}>
                  <dt>{t(`flow.aspect.${aspect}`)}</dt>
                  <dd>
                    {before && <del>{before}</del>} {after && <ins>{after}</ins>}
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ul>
  );
}
