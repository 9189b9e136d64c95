/** The page of one follow-up: fetched when one is opened first, since most agents open conversations. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { fetched } from "../../desk/late.ts";

type Page = typeof import("./followup.tsx");

/** Once it was fetched in this page's life it is there at once. */
const page = signal<Page | null>(null);

async function fetchPage(): Promise<void> {
  page.value ??= await fetched(() => import("./followup.tsx"));
}

export function FollowUpPage({ id }: { id: string }) {
  useEffect(() => void fetchPage(), []);
  const late = page.value;
  return late ? <late.FollowUpPage id={id} /> : <p class="log-word" role="status">{t("conversation.loading")}</p>;
}
