/** The editions of what a plan's visitors agree to. */
import type { ConsentEditionView } from "../../desk/operations.ts";
import * as api from "../parts/api.ts";
import { Pages } from "../parts/pages.ts";
import { Reading } from "../parts/reading.ts";

export const editionsOf = (planKey: string) =>
  new Reading(async () =>
    new Pages<ConsentEditionView>(
      await api.listConsents(planKey, null),
      (cursor) => api.listConsents(planKey, cursor),
    )
  );
