/** What the administration tells the frame in which a plan's widget is seen before it is stored. */
import type { WidgetConfig } from "../desk/operations.ts";

/** The closed icon, the opened window, what is asked before the first message, the form that leaves one. */
export const VIEWS = ["icon", "window", "prechat", "offline"] as const;
export type View = (typeof VIEWS)[number];

export interface Shown {
  config: WidgetConfig;
  view: View;
  locale: string;
  theme: "light" | "dark";
}

/** The plan as this view needs it: somebody is there, or (for the form) nobody; and what it asks first, or not. */
export function asSeen(config: WidgetConfig, view: View): WidgetConfig {
  const there = view !== "offline";
  return {
    ...config,
    online: there,
    open: there || config.open,
    monitoring: null,
    prechat: view === "prechat" ? config.prechat : null,
  };
}
