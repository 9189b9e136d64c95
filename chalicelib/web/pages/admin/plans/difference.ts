/** What became of a text, sentence by sentence. */

export interface Piece {
  kind: "same" | "added" | "removed";
  text: string;
}

const SENTENCE = /[^。！？；.!?;\n]*[。！？；.!?;\n]+\s*|[^。！？；.!?;\n]+$/g;

/** What became of a text, sentence by sentence, by the longest common row of them. */
export function differenceOf(before: string, after: string): Piece[] {
  const [old, young] = [before.match(SENTENCE) ?? [], after.match(SENTENCE) ?? []];
  // How many sentences both have in common from here on.
  const common = Array.from({ length: old.length + 1 }, () => new Array<number>(young.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = young.length - 1; j >= 0; j -= 1) {
      common[i][j] = old[i] === young[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < young.length) {
    if (old[i] === young[j]) pieces.push({ kind: "same", text: young[(i += 1, j++)] });
    else if (j === young.length || (i < old.length && common[i + 1][j] >= common[i][j + 1])) {
      pieces.push({ kind: "removed", text: old[i++] });
    } else pieces.push({ kind: "added", text: young[j++] });
  }
  return pieces;
}
