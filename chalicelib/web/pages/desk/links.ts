/**
 * The addresses in what people write: web addresses, with `www.` alone too, and mail addresses. One finder for all pages.
 *
 * A path goes on through any letters, also Chinese ones; it ends before spaces, quotes, Chinese punctuation, and before
 * punctuation that belongs to the sentence. A bracket belongs to an address that has its other half.
 */

export interface Link {
  text: string;
  href: string;
}

const STOPS = '\\s<>"`，。；：！？、（）《》〈〉【】「」『』“”‘’…\\u3000';
// Without a look behind, which Safari learnt late: what stands before is looked at when something was found.
const WEB = `(?<web>(?:https?://|www\\.)[^${STOPS}]+)`;
const MAIL = "(?<mail>[a-z0-9](?:[a-z0-9.+_-]{0,62}[a-z0-9+_-])?@(?:[\\p{L}\\p{N}-]{1,63}\\.){1,8}[a-z]{2,24})";
const FOUND = new RegExp(`${WEB}|${MAIL}`, "giu");
const IN_A_WORD = /[\p{L}\p{N}.@/+_-]$/u;
const SENTENCE_ENDS = ".,;:!?'*_~|";
const OPENS = new Map([[")", "("], ["]", "["], ["}", "{"]]);

/** A text as what is to be read and what is to be followed, in order; together they are the text. */
export function partsOf(text: string): Array<string | Link> {
  const parts: Array<string | Link> = [];
  let end = 0;
  for (const found of text.matchAll(FOUND)) {
    const address = found.groups?.web ? withoutSentence(found[0]) : found[0];
    const href = found.groups?.web ? webAddress(address) : `mailto:${address}`;
    const goesOn = !/^https?:/i.test(address) && IN_A_WORD.test(text.slice(0, found.index).slice(-2));
    if (href === null || goesOn) continue;
    if (found.index > end) parts.push(text.slice(end, found.index));
    parts.push({ text: address, href });
    end = found.index + address.length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

function withoutSentence(address: string): string {
  let kept = address;
  while (kept) {
    const last = kept[kept.length - 1];
    const opens = OPENS.get(last);
    if (opens ? count(kept, last) <= count(kept, opens) : !SENTENCE_ENDS.includes(last)) return kept;
    kept = kept.slice(0, -1);
  }
  return kept;
}

const count = (text: string, letter: string) => text.split(letter).length - 1;

function webAddress(address: string): string | null {
  try {
    const url = new URL(/^https?:/i.test(address) ? address : `https://${address}`);
    return isHost(url.hostname, address) ? url.href : null;
  } catch {
    return null;
  }
}

// "https://." and "www." alone name nobody; a host without a dot may be one inside of a company, if it is written out.
const isHost = (host: string, address: string) =>
  /[\p{L}\p{N}]/u.test(host) && (/^https?:/i.test(address) || /\..*\./.test(host));
