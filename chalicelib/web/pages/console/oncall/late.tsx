/** Whether one is called: a line above everything, fetched late like what goes wrong at the moment. */
import { useEffect } from "preact/hooks";
import { Late } from "../../desk/late.ts";
import { after } from "../../desk/timer.ts";

const SOON_MS = 4000;
const bar = new Late(() => import("./bar.tsx"));

export function OwnCalls() {
  useEffect(() => after(SOON_MS, () => void bar.come()), []);
  const late = bar.there;
  return late && <late.CallBar />;
}
