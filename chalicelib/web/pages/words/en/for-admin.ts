/** Everything that the administration says, in English; what it says otherwise than the console comes last. */
import { en as afterwards } from "./admin-afterwards.ts";
import { en as blocked } from "./admin-blocked.ts";
import { en as customers } from "./admin-customers.ts";
import { en as guide } from "./admin-guide.ts";
import { en as knowledge } from "./admin-knowledge.ts";
import { en as offline } from "./admin-offline.ts";
import { en as look } from "./admin-look.ts";
import { en as plans } from "./admin-plans.ts";
import { en as replay } from "./admin-replay.ts";
import { en as figures } from "./admin-reports.ts";
import { en as rights } from "./admin-rights.ts";
import { en as shop } from "./admin-shop.ts";
import { en as unsaid } from "./admin-unsaid.ts";
import { en as work } from "./admin-work.ts";
import { en as admin } from "./admin.ts";
import { en as core } from "./console.ts";
import { en as together } from "./console-together.ts";
import { words as password } from "./password.ts";

export const words = {
  ...core,
  ...together,
  ...password,
  ...admin,
  ...rights,
  ...figures,
  ...look,
  ...plans,
  ...offline,
  ...afterwards,
  ...replay,
  ...work,
  ...guide,
  ...blocked,
  ...customers,
  ...knowledge,
  ...unsaid,
  ...shop,
};
