/** Whom a supervisor lets be there: nobody twice at once, not oneself, until then and no longer. */
import "../../build/as_in_a_browser.ts";
import { equal } from "../../desk/headless.ts";
import type { Colleague } from "../../desk/operations.ts";
import { Grants } from "./grants.ts";

Deno.test("a colleague may be there for so many hours, or no longer", async () => {
  const asked: unknown[] = [];
  const people = [{ agent_id: "agt_1" }, { agent_id: "agt_2" }] as Colleague[];
  const grants = new Grants("agt_1", {
    colleagues: () => Promise.resolve(people),
    grant: (id, until, reason) => {
      asked.push([id, until, reason]);
      return Promise.resolve({ granted_until: until });
    },
  }, () => Date.parse("2026-11-23T09:00:00Z"));

  await grants.look();
  await grants.grant();
  grants.choose("agt_2");
  grants.write(" 替班 ");
  await grants.grant();
  await grants.grant(true);

  equal(grants.colleagues?.map(({ agent_id: id }) => id), ["agt_2"]);
  equal(asked, [["agt_2", "2026-11-23T11:00:00.000Z", "替班"], ["agt_2", null, "替班"]]);
  equal(grants.outcome, { until: null, agent: "agt_2" });
});
