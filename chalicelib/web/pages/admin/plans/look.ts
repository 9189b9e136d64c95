/** How a plan looks on its website. */
import type { LookBody } from "../../desk/operations.ts";
import type { IconName } from "../../kit/icons/icon.tsx";
import { GroupField } from "../parts/compound.ts";
import { ChoiceField, NumberField, TextField } from "../parts/fields.ts";

export const ICONS: Record<string, IconName> = {
  bubble: "chat",
  headset: "headset",
  question: "why",
  smile: "smile",
  envelope: "mail",
};
export const SHOWS = ["icon", "board"];
export const POSITIONS = ["left", "right"];
export const SHAPES = ["round", "bar", "tab"];
export const WINDOWS = ["usual", "compact", "large"];
export const CORNERS = ["soft", "slight", "square"];
export const THEMES = ["auto", "light", "dark"];

/** As it is typed; the desk takes small letters. */
export class ColorField extends TextField {
  override read(): string {
    return super.read().toLowerCase();
  }
}

export const lookField = (look: LookBody) =>
  new GroupField({
    show: new ChoiceField<string>({ value: look.show }),
    position: new ChoiceField<string>({ value: look.position }),
    icon: new ChoiceField<string>({ value: look.icon }),
    offline_icon: new ChoiceField<string>({ value: look.offline_icon }),
    color: new ColorField({ value: look.color }),
    text_color: new ColorField({ value: look.text_color }),
    offset_x: new NumberField({ value: look.offset_x }),
    offset_y: new NumberField({ value: look.offset_y }),
    picture: new TextField({ value: look.picture }),
    theme: new ChoiceField<string>({ value: look.theme }),
    shape: new ChoiceField<string>({ value: look.shape }),
    window: new ChoiceField<string>({ value: look.window }),
    corners: new ChoiceField<string>({ value: look.corners }),
  });
