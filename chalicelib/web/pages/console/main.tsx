/** The console's beginning, in the chosen language. */
import { render } from "preact";
import { speak } from "../desk/i18n.ts";
import "../kit/theme.ts";
import { App } from "./app.tsx";

const WORDS = {
  "zh-CN": () => import("../words/zh/for-console.ts"),
  en: () => import("../words/en/for-console.ts"),
};

// Not awaited here: what is fetched later imports from this file, and must not wait for it.
speak(WORDS).then((spoken) => spoken && render(<App />, document.getElementById("app")!));
