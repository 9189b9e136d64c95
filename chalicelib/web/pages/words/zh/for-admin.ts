/** Everything that the administration says, in Chinese; what it says otherwise than the console comes last. */
import { zh as afterwards } from "./admin-afterwards.ts";
import { zh as blocked } from "./admin-blocked.ts";
import { zh as customers } from "./admin-customers.ts";
import { zh as guide } from "./admin-guide.ts";
import { zh as knowledge } from "./admin-knowledge.ts";
import { zh as offline } from "./admin-offline.ts";
import { zh as look } from "./admin-look.ts";
import { zh as plans } from "./admin-plans.ts";
import { zh as replay } from "./admin-replay.ts";
import { zh as figures } from "./admin-reports.ts";
import { zh as rights } from "./admin-rights.ts";
import { zh as shop } from "./admin-shop.ts";
import { zh as unsaid } from "./admin-unsaid.ts";
import { zh as work } from "./admin-work.ts";
import { zh as admin } from "./admin.ts";
import { zh as core } from "./console.ts";
import { zh as together } from "./console-together.ts";
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
