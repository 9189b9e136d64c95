/** Colours as people type them, and how well one is read on the other. */
export const COLOR = /^#[0-9a-f]{6}$/i;

/** Below it, text is hard to read. */
export const READABLE = 4.5;

/** WCAG 2: from 1 (the same) to 21 (black on white); null while one is no colour. */
export function contrastOf(one: string, other: string): number | null {
  if (!COLOR.test(one) || !COLOR.test(other)) return null;
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
