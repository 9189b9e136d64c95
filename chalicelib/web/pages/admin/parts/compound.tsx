/** A list of fields that grows, shrinks and is put in order. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Button, classes, IconButton } from "../../kit/button.tsx";
import { t } from "../../desk/i18n.ts";
import type { ListField, ListRow } from "./compound.ts";
import { WrongLine } from "./fields.tsx";
import type { Field } from "./fields.ts";

interface RowsProps<Value, Of extends Field<Value>> {
  field: ListField<Value, Of>;
  name: string;
  label?: string;
  hint?: string;
  across?: boolean;
  /** The button that adds one. */
  add: string;
  /** Names one for those who cannot see where it stands. */
  title: (number: number) => string;
  /** What is said where there is none. */
  none?: string;
  movable?: boolean;
  rowClass?: string;
  children: (field: Of) => ComponentChildren;
}

export function Rows<Value, Of extends Field<Value>>(props: RowsProps<Value, Of>) {
  const { field, label, hint, across, add, none } = props;
  const id = useId();
  const adding = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const addButton = () => adding.current!.querySelector("button");
  useEffect(() => {
    field.element = addButton();
  }, [field]);
  const focusIn = (at: number, where: string) => {
    queueMicrotask(() => {
      const row = list.current?.children[at]?.querySelector<HTMLElement>(where);
      (row ?? addButton())?.focus();
    });
  };
  const remove = (row: ListRow<Of>, at: number) => {
    field.remove(row);
    focusIn(Math.min(at, field.rows.length - 1), ":scope > .row-tools button:last-child");
  };
  const addOne = () => {
    field.add();
    focusIn(field.rows.length - 1, "input, select, textarea");
  };
  const body = (
    <>
      <div class="list-rows" ref={list}>
        {field.rows.map((row, at) => (
          <RowOf
            key={row.key}
            {...props}
            row={row}
            at={at}
            remove={() => remove(row, at)}
          />
        ))}
      </div>
      {none && !field.rows.length && <p class="field-hint">{none}</p>}
      {hint && <p class="field-hint" id={`${id}-hint`}>{hint}</p>}
      <WrongLine of={field} id={`${id}-wrong`} />
      <div ref={adding}>
        <Button small icon="plus" onClick={addOne}>{add}</Button>
      </div>
    </>
  );
  const frame = classes("form-field", across && "across");
  if (!label) return <div class={frame}>{body}</div>;
  return (
    <fieldset class={frame} aria-describedby={classes(Boolean(hint) && `${id}-hint`, `${id}-wrong`)}>
      <legend>{label}</legend>
      {body}
    </fieldset>
  );
}

interface RowOfProps<Value, Of extends Field<Value>> extends RowsProps<Value, Of> {
  row: ListRow<Of>;
  at: number;
  remove: () => void;
}

function RowOf<Value, Of extends Field<Value>>(props: RowOfProps<Value, Of>) {
  const { field, row, at, title, movable, rowClass, remove, children } = props;
  const move = (event: JSX.TargetedMouseEvent<HTMLButtonElement>, step: number) => {
    const button = event.currentTarget;
    field.move(row, step);
    // A row that is put elsewhere loses the focus that is in it.
    queueMicrotask(() => button.focus());
  };
  return (
    <div class={classes("list-row", rowClass)} role="group" aria-label={title(at + 1)}>
      {children(row.field)}
      <div class="row-tools">
        {movable && <IconButton icon="up" label={t("row.up")} onClick={(event) => move(event, -1)} />}
        {movable && <IconButton icon="down" label={t("row.down")} onClick={(event) => move(event, 1)} />}
        <IconButton icon="cross" label={t("row.remove")} onClick={remove} />
      </div>
    </div>
  );
}
