import { type IconName, STROKES } from "./strokes.ts";

export type { IconName };

/** A decorative line icon; what it means must be said by the text or label beside it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      {STROKES[name].map((stroke) => <path key={stroke} d={stroke} />)}
    </svg>
  );
}
