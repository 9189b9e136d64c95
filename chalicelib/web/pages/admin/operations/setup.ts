/** What the desk lacks so that nobody waits in vain, and where each lack is mended. */
import { signal } from "@preact/signals";
import type { LackView } from "../../desk/operations.ts";
import * as api from "../parts/api.ts";
import { Reading } from "../parts/reading.ts";

/** The section in which each is mended. */
export const MENDED_IN: Record<LackView["code"], string> = {
  nobody_else: "guide",
  nothing_embedded: "guide",
  no_agents: "agents",
  one_administrator: "agents",
  agent_receives_nothing: "groups",
  group_empty: "groups",
  leader_away: "groups",
  plan_unserved: "plans",
  plan_partly_unserved: "plans",
  plan_not_seen: "plans",
  nobody_told: "plans",
  no_sender: "sms",
  sender_unconfirmed: "sms",
  no_signature: "sms",
};

export class Setup {
  readonly reading = new Reading(api.checkSetup);
}

/** Whether this browser may show that somebody writes: the console asks for it, the browser may have said no for good. */
class BrowserNotices {
  readonly #may = signal<NotificationPermission | "unknown">(
    "Notification" in window ? Notification.permission : "unknown",
  );

  get areBlocked(): boolean {
    return this.#may.value === "denied";
  }

  /** Not asked yet: it can be asked now. */
  get canBeAsked(): boolean {
    return this.#may.value === "default";
  }

  readonly ask = async (): Promise<void> => {
    this.#may.value = await Notification.requestPermission();
  };
}

export const browserNotices = new BrowserNotices();
