/** What is known of somebody or something: names and values below each other, and how they are written. */
import type { ComponentChildren } from "preact";
import { dayAndTime, fullTime } from "../../desk/format.ts";
import { type Place, ShowNumber } from "../sensitive/show.tsx";

/** One fact; nothing where there is no value. */
export function Fact({ name, children }: { name: string; children?: ComponentChildren }) {
  if (!children) return null;
  return (
    <>
      <dt dir="auto">{name}</dt>
      <dd dir="auto">{children}</dd>
    </>
  );
}

/** What is hidden in part: with the way to see it in full, where the desk shows it at a place. */
function Hidden({ text, at }: { text: string; at?: Place }) {
  return (
    <>
      <span dir="ltr">{text}</span> {at && <ShowNumber text={text} at={at} />}
    </>
  );
}

/** A link into the mail program, which tells nobody where it was pressed. */
export function Email({ address, at }: { address: string; at?: Place }) {
  if (address.includes("*")) return <Hidden text={address} at={at} />;
  const href = `mailto:${encodeURIComponent(address).replace("%40", "@")}`;
  return <a href={href} rel="noopener noreferrer" dir="ltr">{address}</a>;
}

/** The same into the telephone. */
export function Mobile({ number, at }: { number: string; at?: Place }) {
  if (number.includes("*")) return <Hidden text={number} at={at} />;
  return <a href={`tel:${number.replace(/[^+\d]/g, "")}`} rel="noopener noreferrer" dir="ltr">{number}</a>;
}

export function Moment({ at }: { at: string }) {
  return <time dateTime={at} title={fullTime(at)}>{dayAndTime(at)}</time>;
}
