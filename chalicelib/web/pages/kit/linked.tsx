/** Addresses as links that give nothing away. */
import { readable, webAddress } from "../desk/format.ts";
import { partsOf } from "../desk/links.ts";

const SAFE = { target: "_blank", rel: "noopener noreferrer", dir: "ltr" } as const;

/** A web address as a link; anything else (javascript:, data: …) stays text. */
export function Address({ address, shown = readable(address) }: { address: string; shown?: string }) {
  const href = webAddress(address);
  return href ? <a {...SAFE} href={href} title={address}>{shown}</a> : <>{address}</>;
}

/** A text with the addresses in it made into links. */
export function Linked({ text }: { text: string }) {
  return (
    <>
      {partsOf(text).map((part, at) =>
        typeof part === "string" ? part : <a {...SAFE} key={at} href={part.href} title={part.text}>{part.text}</a>
      )}
    </>
  );
}
