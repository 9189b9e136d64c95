/** How long a question may stand, and how long an agent or a visitor who is not there is waited for. */
import type { Watch } from "../../desk/operations.ts";
import { GroupField } from "../parts/compound.ts";
import { OptionalNumberField } from "../parts/fields.ts";

export const TIMES: ReadonlyArray<keyof Watch> = ["warn_seconds", "move_seconds", "absent_seconds", "left_seconds"];

export const watchField = (watch: Watch) =>
  new GroupField(
    Object.fromEntries(TIMES.map((name) => [name, new OptionalNumberField({ value: watch[name] })])) as Record<
      keyof Watch,
      OptionalNumberField
    >,
  );
