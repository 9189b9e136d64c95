// A hint in the title of the tab while unread answers wait behind it. The page may change its title meanwhile, so only our
// own mark is ever taken away.

const MARK = /^\(\d+\+?\) /;
let isMarked = false;

export function hintInTitle(count) {
  const plain = isMarked ? document.title.replace(MARK, "") : document.title;
  const wished = count > 0 ? `(${count}) ${plain}` : plain;
  isMarked = count > 0;
  if (document.title !== wished) document.title = wished;
}
