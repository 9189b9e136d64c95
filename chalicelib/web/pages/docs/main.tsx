/** The contract to read: fetched once. */
import { render } from "preact";
import { Page } from "./page.tsx";
import { reader } from "./reader.ts";
import { speak } from "./words.ts";

speak().then((spoken) => {
  if (!spoken) return;
  reader.read();
  render(<Page />, document.getElementById("docs")!);
});
