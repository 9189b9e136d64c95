/** Colours as #rrggbb, and whether they can be told apart (WCAG's contrast). */

const ENOUGH_FOR_A_SHAPE = 3;
export const ENOUGH_FOR_WORDS = 4.5;
const STEPS = 20;
/** The luminance to which black and white have the same contrast. */
const SAME_TO_BOTH = 0.179;

const channels = (color: string): number[] => [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));

function luminance(color: string): number {
  const [red, green, blue] = channels(color).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Between 1 and 21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white: one of them always has a contrast above 4.5. */
export const inkOn = (color: string): string => luminance(color) < SAME_TO_BOTH ? "#ffffff" : "#000000";

const lighter = (color: string, step: number): string =>
  "#" +
  channels(color).map((value) => Math.round(value + (255 - value) * step / STEPS).toString(16).padStart(2, "0")).join(
    "",
  );

/** What stands on dark paper has the frame's colours as they are told apart there. */
export function dressOn(frame: HTMLElement, part: HTMLElement): void {
  const [brand, onBrand] = ["--brand", "--on-brand"].map((name) => frame.style.getPropertyValue(name));
  const isDark = frame.dataset.theme === "dark";
  const [shown, written] = isDark ? onDark(brand, onBrand) : ["", ""];
  part.style.setProperty("--brand", shown);
  part.style.setProperty("--on-brand", written);
}

/** A plan's colour and what is written on it, on a dark ground: as much lighter as it must be to be seen there. */
export function onDark(color: string, text: string, ground = "#171b19"): [string, string] {
  let shown = color;
  for (let step = 1; contrast(shown, ground) < ENOUGH_FOR_A_SHAPE; step += 1) shown = lighter(color, step);
  return [shown, contrast(text, shown) < ENOUGH_FOR_WORDS ? inkOn(shown) : text];
}
