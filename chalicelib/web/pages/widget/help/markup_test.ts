/** What an article says becomes elements one by one, and nothing else does. */
import { equal } from "../panel/fakes.ts";
import { type Piece, piecesOf } from "./markup.ts";

const shown = (piece: Piece | string): unknown =>
  typeof piece === "string" ? piece : [piece.tag, piece.attributes, ...piece.children.map(shown)];
const read = (html: string) => piecesOf(html).map(shown);

Deno.test("the elements of an article are there with what may stand at them", () => {
  equal(read('<h3>A &amp; B</h3><ol start="3"><li><strong>x</strong> y</li></ol>'), [
    ["h3", {}, "A & B"],
    ["ol", { start: "3" }, ["li", {}, ["strong", {}, "x"], " y"]],
  ]);
  equal(read('<p>a<br>b</p><img src="pictures/fil_1" alt="&quot;Tea&quot; &#x27;x&#39;" loading="lazy"><hr>'), [
    ["p", {}, "a", ["br", {}], "b"],
    ["img", { src: "pictures/fil_1", alt: "\"Tea\" 'x'" }],
    ["hr", {}],
  ]);
});

Deno.test("links lead out or to another article, and nowhere else", () => {
  equal(read('<a href="https://a.example/?x=1&amp;y=2" target="_blank">a</a>'), [[
    "a",
    { href: "https://a.example/?x=1&y=2" },
    "a",
  ]]);
  equal(read('<a href="#art_01">a</a>'), [["a", { href: "#art_01" }, "a"]]);
  for (const bad of ["javascript:alert(1)", "java&#x73;cript:alert(1)", "data:text/html,x", "#other", "//a.example"]) {
    equal(read(`<a href="${bad}">a</a>`), [["a", {}, "a"]]);
  }
  equal(read('<img src="https://spy.example/a.png" alt="a">'), [["img", { alt: "a" }]]);
});

Deno.test("what is not named becomes text or nothing", () => {
  equal(read('<script>alert(1)</script><p onclick="x()" style="a">b</p>'), ["alert(1)", ["p", {}, "b"]]);
  equal(read("a < b &unknown; &#xffffffff; </p></div>"), ["a ", "<", " b &unknown; &#xffffffff; "]);
  equal(read("<p>open<em>still"), [["p", {}, "open", ["em", {}, "still"]]]);
});
