/** What a rota is made of, as the desk has it. */
import type { OverrideShown, RotaForm, RotaView as Shown, TurnShown } from "../../desk/operations.ts";

export type Turn = TurnShown;
export type Override = OverrideShown;
export type ChangeRota = RotaForm;
export type RotaView = Shown;
