/** How many gave each score, as five small bars with their numbers: readable without colour, and said in words. */
import { t } from "../../desk/i18n.ts";

const [STEP, WIDE, HIGH, ABOVE, BELOW] = [26, 16, 26, 12, 12];
const SCORES = 5;
const LEAST = 2;

/** `distribution`: how many gave 1, 2, 3, 4, 5. */
export function Bars({ distribution }: { distribution: number[] }) {
  const most = Math.max(1, ...distribution);
  const said = distribution.map((count, index) => t("figures.gave", { score: index + 1, count })).join(t("comma"));
  const [wide, high] = [STEP * SCORES, ABOVE + HIGH + BELOW];
  return (
    <svg class="bars" viewBox={`0 0 ${wide} ${high}`} width={wide} height={high} role="img" aria-label={said}>
      <title>{said}</title>
      {distribution.map((count, index) => <Bar key={index} index={index} count={count} share={count / most} />)}
    </svg>
  );
}

function Bar({ index, count, share }: { index: number; count: number; share: number }) {
  const high = count ? Math.max(LEAST, Math.round(share * HIGH)) : 0;
  const left = index * STEP + (STEP - WIDE) / 2;
  const top = ABOVE + HIGH - high;
  const middle = left + WIDE / 2;
  return (
    <>
      <rect x={left} y={top} width={WIDE} height={high} rx={2} class={`bar bar-${index + 1}`} />
      {count > 0 && <text x={middle} y={top - 3} class="bar-count">{count}</text>}
      <text x={middle} y={ABOVE + HIGH + BELOW - 2} class="bar-score">{index + 1}</text>
    </>
  );
}
