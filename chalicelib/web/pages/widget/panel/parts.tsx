/** Small parts of the panel. */
import { type Shape, SHAPES } from "./shapes.ts";
import { partsOf } from "../../desk/links.ts";

export const Icon = ({ name }: { name: Shape }) => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d={SHAPES[name]} />
  </svg>
);

/** Only addresses become links, and only a click follows them. */
export const Text = ({ text }: { text: string }) => (
  <>
    {partsOf(text).map((part, at) =>
      typeof part === "string"
        ? part
        : <a key={at} href={part.href} target="_blank" rel="noopener noreferrer nofollow">{part.text}</a>
    )}
  </>
);
