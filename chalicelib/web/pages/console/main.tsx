/** The console's beginning, in the chosen language. */
import { render } from "preact";
import { speak } from "../desk/i18n.ts";
import "../kit/theme.ts";
import { App } from "./app.tsx";

const WORDS = {
  "zh-CN": () => import("../words/zh/for-console.ts"),
  en: () => import("../words/en/for-console.ts"),
};

if (await speak(WORDS)) render(<App />, document.getElementById("app")!);
