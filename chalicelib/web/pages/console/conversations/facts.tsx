/** What is known of somebody or something: names and values below each other, and how they are written. */
import type { ComponentChildren } from "preact";
import { dayAndTime, fullTime } from "../../desk/format.ts";

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

/** A link into the mail program, which tells nobody where it was pressed. */
export function Email({ address }: { address: string }) {
  const href = `mailto:${encodeURIComponent(address).replace("%40", "@")}`;
  return <a href={href} rel="noopener noreferrer" dir="ltr">{address}</a>;
}

/** The same into the telephone. */
export function Mobile({ number }: { number: string }) {
  return <a href={`tel:${number.replace(/[^+\d]/g, "")}`} rel="noopener noreferrer" dir="ltr">{number}</a>;
}

export function Moment({ at }: { at: string }) {
  return <time dateTime={at} title={fullTime(at)}>{dayAndTime(at)}</time>;
}
