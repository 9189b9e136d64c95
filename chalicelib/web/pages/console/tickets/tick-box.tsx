/** The box before one of a list that can be ticked, and the keys that lead through such boxes. */
import { t } from "../../desk/i18n.ts";
import type { Ticks } from "./ticks.ts";

interface TickProps<Key> {
  ticks: Ticks<Key>;
  id: Key;
  /** The list as it stands. */
  order: () => readonly Key[];
  /** What is ticked with it. */
  label?: string;
  /** Whether the tabulator comes here; arrows do in any case. */
  isStop?: boolean;
  changed?: () => void;
}

/** With Shift, all from the one that was ticked before to this one; arrows go to the next, and with Shift they tick it too. */
export function TickBox<Key extends string | number>(props: TickProps<Key>) {
  const { ticks, id, order, label, isStop = true, changed } = props;
  const walk = (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const keys = order();
    const next = keys[keys.indexOf(id) + step];
    if (next === undefined) return;
    if (event.shiftKey) {
      if (!ticks.has(id)) ticks.toggle(id);
      ticks.reach(next, keys);
      changed?.();
    }
    const box = event.currentTarget.closest("ul, [data-ticks]")?.querySelector<HTMLElement>(`[data-tick="${next}"]`);
    box?.focus();
    box?.scrollIntoView({ block: "nearest" });
  };
  return (
    <input
      type="checkbox"
      class="tick-box"
      data-tick={id}
      checked={ticks.has(id)}
      aria-label={label && t("tickets.tick", { what: label })}
      tabIndex={isStop ? undefined : -1}
      onClick={(event) => {
        if (event.shiftKey) ticks.reach(id, order());
        else ticks.toggle(id);
        // What is more than may be ticked is not, whatever the browser shows.
        event.currentTarget.checked = ticks.has(id);
        changed?.();
      }}
      onKeyDown={walk}
    />
  );
}
