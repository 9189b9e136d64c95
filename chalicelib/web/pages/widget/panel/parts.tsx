/** Small parts of the panel. */
import { Component } from "preact";
import { partsOf } from "../../desk/links.ts";

export const Icon = ({ path }: { path: string }) => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d={path} />
  </svg>
);

/** Only addresses become links, and only a click follows them. */
export class Text extends Component<{ text: string }> {
  // A long conversation is not looked through again at every poll.
  override shouldComponentUpdate({ text }: { text: string }): boolean {
    return text !== this.props.text;
  }

  override render({ text }: { text: string }) {
    return (
      <>
        {partsOf(text).map((part, at) =>
          typeof part === "string"
            ? part
            : <a key={at} href={part.href} target="_blank" rel="noopener noreferrer nofollow">{part.text}</a>
        )}
      </>
    );
  }
}
