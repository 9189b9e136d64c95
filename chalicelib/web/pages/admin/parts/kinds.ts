/** Kinds of which a room's settings have a list: one of them as a form, stored with the others of the same version. */
import { asSeenFrom } from "../tickets/places.ts";
import type { ValuesOf } from "./fields.ts";
import { Form, type Parts, valuesOf } from "./form.ts";

interface WithKinds<Kind> {
  kinds: Kind[];
  version: number;
}

interface KindOptions<Kind, Settings, Of extends Parts> {
  /** Tells its draft from those of other rooms. */
  name: string;
  settings: Settings;
  /** The one that is edited; null: a new one, behind all others. */
  kind: Kind | null;
  blank: () => Kind;
  fieldsOf: (kind: Kind) => Of;
  /** What is stored of what the form says. */
  kindOf: (values: ValuesOf<Of>) => Kind;
  read: () => Promise<Settings>;
  change: (body: WithKinds<Kind>) => Promise<Settings>;
  done: (answer: Settings) => void;
}

/** A key that no other kind has. */
export const newKindKey = (): string => `k_${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`;

export function formOfKind<Kind extends { kind_id: string }, Settings extends WithKinds<Kind>, Of extends Parts>(
  { name, settings, kind, blank, fieldsOf, kindOf, read, change, done }: KindOptions<Kind, Settings, Of>,
) {
  let held = settings;
  const own = kind ?? blank();
  const placeOf = () => held.kinds.findIndex(({ kind_id: id }) => id === own.kind_id);
  return new Form<Of, Settings>({
    name: `${name}.${kind?.kind_id ?? "new"}`,
    fields: fieldsOf(own),
    send: (values) => {
      const at = placeOf();
      const sent = kindOf(values);
      const kinds = at < 0 ? [...held.kinds, sent] : held.kinds.map((each, place) => place === at ? sent : each);
      return asSeenFrom(`kinds.${at < 0 ? held.kinds.length : at}`, change({ kinds, version: held.version }));
    },
    newest: async () => {
      held = await read();
      return valuesOf(fieldsOf(held.kinds[placeOf()] ?? own));
    },
    done,
  });
}
