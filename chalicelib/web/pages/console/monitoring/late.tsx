/** Those who are on the website, and the wall, for who may see them: most agents open neither, so both come late. */
import { Late } from "../../desk/late.ts";
import type { WatchedPlace } from "./wall.ts";
import { Coming } from "../lists/coming.tsx";

const pages = new Late(() => import("./pages.ts"));

export function LiveLists() {
  const late = pages.use();
  return late ? <late.LiveLists /> : <Coming />;
}

export function WallLists() {
  const late = pages.use();
  return late ? <late.WallLists /> : <Coming />;
}

export function LivePage(props: { id: string }) {
  const late = pages.use();
  return late ? <late.LivePage {...props} /> : <Coming />;
}

export function WallPage({ kind, id }: WatchedPlace) {
  const late = pages.use();
  if (!late) return <Coming />;
  return kind === "board" ? <late.BoardPage /> : <late.WallPage kind={kind} id={id} />;
}
