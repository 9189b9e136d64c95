/**
 * The text of an article, as the desk sends it, made into elements one by one: nothing that is not named here becomes
 * one, and no page's policy about markup in text stands in the way.
 */

const TAGS = new Set(
  ("a p h2 h3 h4 h5 h6 ul ol li blockquote strong em s code pre br hr img div table thead tbody tr th td").split(" "),
);
const EMPTY = new Set(["br", "hr", "img"]);
const ATTRIBUTES: Record<string, string[]> = {
  a: ["href"],
  img: ["src", "alt"],
  ol: ["start"],
  th: ["scope", "class"],
  td: ["class"],
  div: ["class"],
};
const PIECES = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z]+="[^"]*")*)\s*>|[^<]+|</g;
const NAMED: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };

export interface Piece {
  tag: string;
  attributes: Record<string, string>;
  children: Array<Piece | string>;
}

/** What stands in it, as a tree. Pure. */
export function piecesOf(html: string): Array<Piece | string> {
  const root: Piece = { tag: "", attributes: {}, children: [] };
  const open = [root];
  for (const [text, ends, tag, attributes = ""] of html.matchAll(PIECES)) {
    const inner = open[open.length - 1];
    if (!tag) inner.children.push(decoded(text));
    else if (ends) {
      const at = open.findLastIndex((each) => each.tag === tag);
      if (at > 0) open.length = at;
    } else if (TAGS.has(tag)) {
      const piece = { tag, attributes: attributesOf(tag, attributes), children: [] };
      inner.children.push(piece);
      if (!EMPTY.has(tag)) open.push(piece);
    }
  }
  return root.children;
}

function attributesOf(tag: string, text: string): Record<string, string> {
  const held: Record<string, string> = {};
  for (const [, name, value] of text.matchAll(/([a-z]+)="([^"]*)"/g)) {
    if (ATTRIBUTES[tag]?.includes(name)) held[name] = decoded(value);
  }
  if (!/^(https?:\/\/|mailto:|tel:|#art_)/i.test(held.href ?? "#art_")) delete held.href;
  if (!/^pictures\/[\w-]+$/.test(held.src ?? "")) delete held.src;
  return held;
}

const decoded = (text: string) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    const code = hex ? parseInt(hex, 16) : Number(decimal);
    return name ? NAMED[name] ?? whole : code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
