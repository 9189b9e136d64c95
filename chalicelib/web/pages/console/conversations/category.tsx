/** Choosing a category by words and keys. */
import { useSignal } from "@preact/signals";
import { useEffect, useId, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { classes } from "../../kit/button.tsx";
import type { Categories, Choice } from "./categories.ts";

interface CategoryFieldProps {
  categories: Categories;
  chosen: Choice | null;
  choose: (choice: Choice | null) => void;
  needed: boolean;
}

/** Enter takes what is marked; once something is chosen it goes on to the dialog. */
export function CategoryField({ categories, chosen, choose, needed }: CategoryFieldProps) {
  const id = useId();
  const written = useSignal(chosen?.label ?? "");
  const isOpen = useSignal(false);
  const active = useSignal(0);
  const input = useRef<HTMLInputElement>(null);
  const isChosen = chosen !== null && written.value === chosen.label;
  const found = categories.find(isChosen ? "" : written.value);
  const shows = isOpen.value && found.length > 0;

  const take = (choice: Choice) => {
    written.value = choice.label;
    isOpen.value = false;
    choose(choice);
  };
  const write = (words: string) => {
    [written.value, isOpen.value, active.value] = [words, true, 0];
    if (chosen) choose(null);
  };
  const press = (event: KeyboardEvent) => {
    const { key, isComposing } = event;
    if (isComposing) return;
    const isMove = key === "ArrowDown" || key === "ArrowUp";
    if (isMove && !shows) isOpen.value = true;
    else if (key === "ArrowDown") active.value = (active.value + 1) % found.length;
    else if (key === "ArrowUp") active.value = (active.value + found.length - 1) % found.length;
    else if (key === "Enter" && shows && !isChosen) take(found[active.value]);
    else if (key === "Escape" && shows) isOpen.value = false;
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  useLayoutEffect(() => {
    // What was written and not chosen would be lost unseen. Said before the next key: Enter, Enter chooses and goes on.
    input.current!.setCustomValidity(written.value.trim() && !isChosen ? t("close.category.unknown") : "");
  }, [written.value, isChosen]);
  useEffect(() => {
    document.getElementById(`${id}-${active.value}`)?.scrollIntoView({ block: "nearest" });
  }, [active.value, shows]);
  useEffect(() => {
    // With nothing else to say, what it was about is said first.
    if (needed && !chosen) input.current!.focus();
  }, []);
  return (
    <div class="field category-field">
      <label for={id}>{t(needed ? "close.category.needed" : "close.category")}</label>
      <input
        id={id}
        ref={input}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={shows}
        aria-controls={`${id}-list`}
        aria-activedescendant={shows ? `${id}-${active.value}` : undefined}
        autocomplete="off"
        dir="auto"
        value={written.value}
        onInput={(event) => write(event.currentTarget.value)}
        onClick={() => isOpen.value = true}
        onBlur={() => isOpen.value = false}
        onKeyDown={press}
      />
      <ul id={`${id}-list`} role="listbox" aria-label={t("close.category")} hidden={!shows}>
        {found.map((choice, at) => (
          <li
            key={choice.id}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === active.value}
            class={classes("choice", at === active.value && "active")}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(choice)}
            dir="auto"
          >
            {choice.label}
          </li>
        ))}
      </ul>
      <small class="field-hint">{t("close.category.hint")}</small>
    </div>
  );
}
