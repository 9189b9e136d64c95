/** A section that is fetched when it is opened. */
import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../desk/i18n.ts";
import { fetched } from "../desk/late.ts";
import type { SectionEntry } from "./sections.ts";

/** Those that were fetched in this page's life are there at once. */
const known = new Map<string, ComponentType>();

export function LateSection({ section }: { section: SectionEntry }) {
  const content = useSignal<ComponentType | null | "gone">(known.get(section.id) ?? null);
  useEffect(() => {
    if (content.peek()) return;
    let left = false;
    fetched(section.fetch).then((module) => {
      if (module) known.set(section.id, module.Content);
      if (!left) content.value = module ? module.Content : "gone";
    });
    return () => {
      left = true;
    };
  }, []);
  const Content = content.value;
  if (Content === "gone") return <Waiting id={section.id} words={t("section.gone")} />;
  return Content ? <Content /> : <Waiting id={section.id} words={t("loading")} busy />;
}

/** Its heading stands where it will stand; whoever came here begins there when the section has come. */
function Waiting({ id, words, busy = false }: { id: string; words: string; busy?: boolean }) {
  return (
    <section class="section" aria-labelledby="section-title" aria-busy={busy}>
      <header class="section-head">
        <div>
          <h1 id="section-title" tabIndex={-1}>{t(`section.${id}`)}</h1>
          <p class="section-hint">{t(`section.${id}.hint`)}</p>
        </div>
      </header>
      <p class={busy ? "quiet" : "note warning"} role="status">{words}</p>
    </section>
  );
}
