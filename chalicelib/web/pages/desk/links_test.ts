/** The table of what is an address in what people write. */
import { partsOf } from "./links.ts";

/** The text, with what must be found in guillemets. */
const TABLE = [
  "see «https://en.wikipedia.org/wiki/Foo_(bar)» there",
  "(see «https://en.wikipedia.org/wiki/Foo_(bar)»)",
  "(see «https://shop.example/tea»)",
  "«https://zh.wikipedia.org/wiki/北京»",
  "请看«https://zh.wikipedia.org/wiki/北京»，谢谢",
  "在（«https://shop.example/茶?a=1&b=[2]#顶»）里",
  "«https://bücher.example/straße», «http://例子.测试/路»。",
  "«https://shop.example/a,b;c.html».",
  "is it «https://shop.example»? yes: «http://shop.example:8080/x»!",
  "“«https://shop.example/a»” '«https://shop.example/b»'",
  "«www.shop.example/tea», «WWW.Shop.Example»",
  "awww.shop.example, /www.shop.example, www. and www.x",
  "write to «mei.lin+tea@shop.example», or «a@b.co».",
  "«mei@bücher.example»",
  "a@b, @mei, mei@, me@shop.1",
  "https:// http://. javascript:alert(1) data:text/html,x ftp://x.example",
  "«http://intranet/wiki»",
  "«https://shop.example/{id}» {«https://shop.example/x»}",
  "no address at all",
  "",
];

for (const row of TABLE) {
  Deno.test(`in: ${row}`, () => {
    const text = row.replace(/[«»]/g, "");

    const parts = partsOf(text);

    const shown = parts.map((part) => typeof part === "string" ? part : `«${part.text}»`).join("");
    if (shown !== row) throw new Error(shown);
  });
}

Deno.test("an address leads where it says, and only to the web or to a mailbox", () => {
  const parts = partsOf("www.shop.example https://a.example/茶 mei@shop.example");

  const hrefs = parts.flatMap((part) => typeof part === "string" ? [] : [part.href]);

  const wanted = ["https://www.shop.example/", "https://a.example/%E8%8C%B6", "mailto:mei@shop.example"];
  if (`${hrefs}` !== `${wanted}`) throw new Error(`${hrefs}`);
});

Deno.test("a long text without an address is read at once", () => {
  const long = "a.".repeat(50_000) + "@" + "-".repeat(50_000);
  const began = performance.now();

  const parts = partsOf(long);

  const took = performance.now() - began;
  if (parts.length !== 1 || took > 1000) throw new Error(`${parts.length} parts in ${took} ms`);
});
