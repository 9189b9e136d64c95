/** The editor of an article. */
import type { ArticleView } from "../../desk/operations.ts";
import { equal } from "../../desk/headless.ts";
import { moved } from "./editor.ts";

const article = (version: number, body: string, pictures: string[] = []) =>
  ({
    version,
    wordings: { en: { title: "Tea", body } },
    category_id: null,
    plan_keys: [],
    review_on: null,
    pictures,
  }) as unknown as ArticleView;

Deno.test("what others wrote while a picture came is not stored over", () => {
  const known = article(1, "Mine to begin with");

  const alone = moved(known, article(2, "Mine to begin with", ["fil_1"]));
  const meanwhile = moved(known, article(3, "Theirs", ["fil_1"]));
  const later = moved(meanwhile, article(4, "Theirs", ["fil_1", "fil_2"]));

  equal([alone.version, meanwhile.version, later.version], [2, 1, 1]);
  equal(later.pictures, ["fil_1", "fil_2"]);
  equal(later.wordings.en!.body, "Mine to begin with");
});
