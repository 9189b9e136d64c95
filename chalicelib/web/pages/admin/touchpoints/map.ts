/** The map of one brand in one month, and how its numbers are written. */
import { signal } from "@preact/signals";
import { language, t } from "../../desk/i18n.ts";
import type { MapCellView, MapNumbersView, MapPartShown, TouchpointMapView } from "../../desk/operations.ts";
import { MONTH, monthBeside, monthOf } from "../../desk/performance.ts";
import { now } from "../../desk/time.ts";
import { Reading } from "../parts/reading.ts";
import * as asking from "./asking.ts";

/** What falls into no cell is counted under this code. */
export const NONE = "none";

/** Which month is looked at. */
export class MonthChosen {
  readonly present = monthOf(now());
  readonly #month = signal(this.present);

  constructor(private readonly changed: () => void) {}

  get month(): string {
    return this.#month.value;
  }

  get isPresent(): boolean {
    return this.month >= this.present;
  }

  readonly choose = (month: string): void => {
    if (!MONTH.test(month)) return;
    this.#month.value = month;
    this.changed();
  };

  readonly step = (by: number): void => this.choose(monthBeside(this.month, by));
}

export class TouchpointMap {
  readonly months = new MonthChosen(() => void this.reading.reload());
  readonly #brand = signal("");
  readonly #gapsOnly = signal(false);
  readonly reading = new Reading(() => asking.readMap(this.#brand.peek(), this.months.month));

  get gapsOnly(): boolean {
    return this.#gapsOnly.value;
  }

  readonly ofBrand = (code: string): void => {
    this.#brand.value = code;
    void this.reading.reload();
  };

  readonly showGaps = (only: boolean): void => {
    this.#gapsOnly.value = only;
  };
}

/** The cells of the map that lack something. Pure. */
export const gapsOf = ({ cells }: Pick<TouchpointMapView, "cells">): MapCellView[] =>
  cells.filter(({ gaps }) => gaps.length > 0);

/** How many cells lack what. Pure. */
export function countGaps(map: Pick<TouchpointMapView, "cells">): Array<[MapCellView["gaps"][number], number]> {
  const kinds = ["empty", "no_flow", "no_group"] as const;
  const counted = kinds.map((kind): [typeof kind, number] => [
    kind,
    map.cells.filter(({ gaps }) => gaps.includes(kind)).length,
  ]);
  return counted.filter(([, count]) => count > 0);
}

/** A business, channel or brand in our language. */
export const partName = ({ zh, en }: Pick<MapPartShown, "zh" | "en">): string => language.code === "en" ? en : zh;

/** What a code means: business, channel. */
export function cellName(map: Pick<TouchpointMapView, "businesses" | "channels">, code: string): string {
  if (code === NONE) return t("touch.none");
  const [channel, , business] = code.split("-");
  const named = (parts: readonly MapPartShown[], wanted: string) => {
    const part = parts.find((each) => each.code === wanted);
    return part ? partName(part) : wanted;
  };
  return t("touch.cell.name", { business: named(map.businesses, business), channel: named(map.channels, channel) });
}

/** The flow conformance rate, or a line. */
export const rateWritten = (rate: number | null | undefined): string =>
  rate === null || rate === undefined
    ? "–"
    : new Intl.NumberFormat(language.code, { style: "percent", maximumFractionDigits: 1 }).format(rate);

/** Conversations and tickets together. */
export const contactsOf = ({ conversations, tickets }: MapNumbersView): number => conversations + tickets;
