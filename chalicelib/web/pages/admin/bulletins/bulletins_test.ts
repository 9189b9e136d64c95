/** Groups are those of monthly reports alone; whoever is not named yet comes next. */
import "../../build/as_in_a_browser.ts";
import { equal } from "../../desk/headless.ts";
import { fieldsOf, nextOf, said } from "./subscription.ts";

const KNOWN = { groups: [{ group_id: "grp_1", name: "Repairs", archived: false }], departments: [], agents: [] };
const TOLD = {
  name: "R",
  at: "08:00",
  weekday: 0,
  day: 1,
  active: true,
  group_ids: [],
  department_ids: [],
  recipients: [],
};

Deno.test("groups are asked for where the report is a month's, and sent with no other", () => {
  const fields = fieldsOf({ ...TOLD, every: "daily" }, KNOWN);
  equal(fields.group_ids.missing(), false);

  fields.every.raw = "monthly";

  equal(fields.group_ids.missing(), true);
  fields.group_ids.tick("grp_1", true);
  equal(fields.group_ids.missing(), false);
  equal(said({ group_ids: ["grp_1"] }, "monthly"), { group_ids: ["grp_1"] });
  equal(said({ group_ids: ["grp_1"] }, "weekly"), { group_ids: [], department_ids: [] });
});

Deno.test("a new recipient is somebody who is not named yet", () => {
  const agents = [{ agent_id: "agt_1" }, { agent_id: "agt_2" }] as unknown as Parameters<typeof nextOf>[0];

  equal(nextOf(agents, [{ agent_id: "agt_1" }]), "agt_2");
  equal(nextOf(agents, agents), "");
});
