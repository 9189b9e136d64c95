/** A plan's own icon, and the picture on its card: made small here, stored at once and apart from the rest of the form. */
import { signal } from "@preact/signals";
import type { PlanView } from "../../desk/operations.ts";
import { Refusal, squareOf, upload } from "../../desk/upload.ts";
import * as api from "../parts/api.ts";

export type Place = "icon" | "card";
export const PLACES: readonly Place[] = ["icon", "card"];

const SIDE = { icon: 128, card: 256 };

export class PlanPictures {
  readonly #pictures;
  readonly #busy = signal<Place | null>(null);
  readonly #refused = signal<{ place: Place; reason: string; detail: string } | null>(null);
  /** The plan was stored with another one. */
  changed: (plan: PlanView) => void = () => {};

  constructor(private readonly plan: PlanView) {
    this.#pictures = signal(plan.pictures);
  }

  /** The file's id, or null. */
  of(place: Place): string | null {
    return this.#pictures.value[place] ?? null;
  }

  get busy(): Place | null {
    return this.#busy.value;
  }

  /** Why the last one was not taken. */
  refused(place: Place): { reason: string; detail: string } | null {
    return this.#refused.value?.place === place ? this.#refused.value : null;
  }

  /** What is clear in an icon stays clear. */
  use(place: Place, file: File): Promise<void> {
    return this.#act(place, async () => {
      const square = await squareOf(file, SIDE[place], place === "icon" ? "image/png" : "image/jpeg");
      if (!square) throw new Refusal("broken");
      const asks = {
        ticket: (wish: Parameters<typeof api.sendPlanPicture>[1]) => api.sendPlanPicture(this.plan.key, wish),
        arrived: (id: string) => api.choosePlanPicture(this.plan.key, place, id),
      };
      return await upload(square, null, asks, { progress: () => {}, signal: new AbortController().signal });
    });
  }

  remove(place: Place): Promise<void> {
    return this.#act(place, () => api.removePlanPicture(this.plan.key, place));
  }

  async #act(place: Place, change: () => Promise<PlanView>): Promise<void> {
    if (this.#busy.peek()) return;
    this.#busy.value = place;
    this.#refused.value = null;
    try {
      const plan = await change();
      this.#pictures.value = plan.pictures;
      this.changed(plan);
    } catch (trouble) {
      const { reason, code, message } = trouble as { reason?: string; code?: string; message: string };
      this.#refused.value = { place, reason: reason ?? code ?? "no_answer", detail: message };
    } finally {
      this.#busy.value = null;
    }
  }
}
