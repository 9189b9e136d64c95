/** What others wrote: the day reports of one's team, and the reports that one was sent. */
import { signal } from "@preact/signals";
import type { BulletinView, DayReportOfAgent, DayReportView, KeptView } from "../../desk/operations.ts";
import * as asking from "./asking.ts";
import { Read, ReadList } from "./reading.ts";

export interface OfAgent {
  agent: string;
  name: string;
  day: string;
}

/** Who of one's team sent their report of a day; whichever day it is where the desk is, until another is chosen. */
export class TeamDay {
  readonly #day = signal("");
  readonly #list = signal(this.#listOf(null));

  get day(): string {
    return this.#day.value;
  }

  get list(): ReadList<DayReportOfAgent> {
    return this.#list.value;
  }

  readonly choose = (day: string): void => {
    this.#day.value = day;
    this.#list.value = this.#listOf(day || null);
    void this.#list.peek().first.reload();
  };

  #listOf(wanted: string | null): ReadList<DayReportOfAgent> {
    return new ReadList<DayReportOfAgent>(async (cursor) => {
      const page = await asking.listOfDay(wanted, cursor);
      if (!this.#day.peek()) this.#day.value = page.day;
      return page;
    });
  }
}

export const dayReportOf = ({ agent, day }: OfAgent): Read<DayReportView> => new Read(() => asking.readOf(agent, day));

export const receivedOnes = (): ReadList<KeptView> => new ReadList(asking.listReceived);

export const receivedOne = (id: string): Read<BulletinView> => new Read(() => asking.readReceived(id));
