/** Kinds of which a room's settings have a list: how one is called there, and the drawer in which it is edited. */
import type { ComponentChildren } from "preact";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import { FormDrawer, openDrawer } from "./drawer.tsx";
import type { Form, Parts } from "./form.ts";

interface Kind {
  kind_id: string;
  names: Record<string, string>;
  active: boolean;
}

export const kindName = ({ names, kind_id: id }: Kind): string => inOurLanguage(names) || id;

/** `off`: what is said of one that is not chosen any more. */
export const NamedKind = ({ kind, off }: { kind: Kind; off: string }) => (
  <span class="chips">
    <span class="who-name" dir="auto">{kindName(kind)}</span>
    {!kind.active && <span class="chip">{off}</span>}
  </span>
);

interface DrawerOptions<Of extends Parts, Settings> {
  title: string;
  make: (done: (answer: Settings) => void) => Form<Of, Settings>;
  inputs: (fields: Of) => ComponentChildren;
}

export const openKindDrawer = <Of extends Parts, Settings>(
  { title, make, inputs }: DrawerOptions<Of, Settings>,
  leaving: AbortSignal,
) =>
  openDrawer<Settings>(
    (close) => <FormDrawer title={title} label={t("save")} close={close} make={make}>{inputs}</FormDrawer>,
    leaving,
  );
