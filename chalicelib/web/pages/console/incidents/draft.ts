/** What somebody has written and not stored stays as it is, whatever a poll brings. */
import { type Signal, useSignal } from "@preact/signals";

export interface Draft<Fields> {
  value: Fields;
  isChanged: boolean;
  set: (changes: Partial<Fields>) => void;
  /** It is stored, or nobody wants it. */
  forget: () => void;
}

/** The fields as they are stored, with what was written over them. */
export function useDraft<Fields extends object>(stored: Fields): Draft<Fields> {
  const written: Signal<Partial<Fields>> = useSignal<Partial<Fields>>({});
  const value = { ...stored, ...written.value };
  return {
    value,
    isChanged: JSON.stringify(value) !== JSON.stringify(stored),
    set: (changes) => written.value = { ...written.peek(), ...changes },
    forget: () => written.value = {},
  };
}
