/** Those who are on the website, and the wall, for who may see them: most agents open neither, so both come late. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { fetched } from "../../desk/late.ts";

type Pages = typeof import("./pages.ts");

/** Those that were fetched in this page's life are there at once. */
const pages = signal<Pages | null>(null);

async function fetchPages(): Promise<void> {
  if (pages.peek()) return;
  const late = await fetched(() => import("./pages.ts"));
  if (await late?.isSpoken()) pages.value = late;
}

function usePages(): Pages | null {
  useEffect(() => void fetchPages(), []);
  return pages.value;
}

export function LiveLists() {
  const late = usePages();
  return late ? <late.LiveLists /> : <Waiting />;
}

export function WallLists() {
  const late = usePages();
  return late ? <late.WallLists /> : <Waiting />;
}

export function LivePage(props: { id: string }) {
  const late = usePages();
  return late ? <late.LivePage {...props} /> : <Waiting />;
}

export function WallPage(props: { kind: "group" | "plan"; id: string }) {
  const late = usePages();
  return late ? <late.WallPage {...props} /> : <Waiting />;
}

const Waiting = () => <p class="log-word" role="status">{t("conversation.loading")}</p>;
