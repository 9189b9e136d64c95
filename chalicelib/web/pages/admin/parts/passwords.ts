/** Passwords that are read out on the telephone: without letters and digits that look alike. */
const READABLE = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LETTERS = 12;
const TOGETHER = 4;

export function randomPassword(): string {
  const numbers = crypto.getRandomValues(new Uint32Array(LETTERS));
  const letters = Array.from(numbers, (number) => READABLE[number % READABLE.length]);
  const groups = [];
  for (let at = 0; at < LETTERS; at += TOGETHER) groups.push(letters.slice(at, at + TOGETHER).join(""));
  return groups.join("-");
}
