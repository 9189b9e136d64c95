/** Who it is, at a glance: a picture, or the initials of a name on the colour that belongs to it. */
import { useSignal } from "@preact/signals";
import { base } from "../desk/api.ts";

const HUES = 6;

const ADDRESSED = /(?:女士|先生|小姐)$/u;

/** 陈小李 → 小李, 林女士 → 林, Ann Lee → AL, ann → A; never anything of an id. */
export function initials(name: string): string {
  const letters = [...name.trim().replace(ADDRESSED, "")];
  const chinese = letters.filter((letter) => /\p{Script=Han}/u.test(letter));
  if (chinese.length) return chinese.slice(-2).join("");
  const words = name.trim().split(/\s+/u).filter((word) => /\p{L}|\p{N}/u.test(word));
  const first = (word: string | undefined) => [...(word ?? "")].find((letter) => /\p{L}|\p{N}/u.test(letter)) ?? "";
  return (first(words[0]) + (words.length > 1 ? first(words.at(-1)) : "")).toUpperCase();
}

/** The same for the same text, everywhere. */
export function hueOf(text: string): number {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + letter.codePointAt(0)!) >>> 0;
  return sum % HUES;
}

interface AvatarProps {
  name: string;
  /** The id of the file that shows them, if there is one. */
  picture?: string | null;
}

/** Decorative: the name stands beside it. Where the picture does not come there are the initials. */
export function Avatar({ name, picture = null }: AvatarProps) {
  const missing = useSignal<string | null>(null);
  if (picture && missing.value !== picture) {
    return (
      <img
        class="avatar"
        src={`${base}pictures/${picture}`}
        alt=""
        loading="lazy"
        onError={() => (missing.value = picture)}
      />
    );
  }
  return <span class={`avatar hue-${hueOf(name)}`} aria-hidden="true">{initials(name)}</span>;
}
