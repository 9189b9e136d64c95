/** A page that the browser kept as it was left, and shows again. */
import { equal, settled } from "./headless.ts";
import { Poller } from "./poller.ts";
import { browser } from "./storage.ts";

const show = (persisted: boolean) => dispatchEvent(Object.assign(new Event("pageshow"), { persisted }));

Deno.test("a page that comes back as it was left asks at once, and looks what other tabs have done", async () => {
  let [asked, looked] = [0, 0];
  const poller = new Poller(() => {
    asked += 1;
    return Promise.resolve(null);
  });
  browser.onChange("anything", () => looked += 1);
  poller.start();
  await settled();

  show(false);
  await settled();
  const before = [asked, looked];
  show(true);
  await settled();
  poller.stop();

  equal([before, asked, looked], [[1, 0], 2, 1]);
});
