/** What the page of the contract finds in its document. */
import { type Contract, matches, operationsOf, roomsOf } from "./contract.ts";

function equal(was: unknown, wanted: unknown): void {
  const [one, other] = [JSON.stringify(was), JSON.stringify(wanted)];
  if (one !== other) throw new Error(`${one}, not ${other}`);
}

const problem = (code: string, more = {}) => ({
  properties: { code: { const: code }, status: {}, ...more },
  description: code,
});

const CONTRACT = {
  components: { schemas: { Full: problem("agent_full", { serving: {} }), Gone: problem("gone") } },
  paths: {
    "/v1/desk/things": {
      post: {
        operationId: "make_thing",
        summary: "Make one",
        tags: ["people"],
        security: [],
        responses: {
          "201": {},
          "409": {
            content: {
              "application/problem+json": {
                schema: { oneOf: [{ $ref: "#/components/schemas/Full" }, { $ref: "#/components/schemas/Gone" }] },
              },
            },
          },
        },
      },
    },
    "/v1/widget/{plan_key}/config": {
      get: { operationId: "read_config", summary: "Read", tags: ["plans"], security: [], responses: {} },
    },
  },
} as unknown as Contract;

Deno.test("an operation has its plane, its room, and each refusal with what it says besides", () => {
  const [made, read] = operationsOf(CONTRACT);

  equal([made.plane, made.room, made.method], ["desk", "people", "post"]);
  equal(made.refusals, [
    { status: "409", code: "agent_full", title: "agent_full", beside: ["serving"] },
    { status: "409", code: "gone", title: "gone", beside: [] },
  ]);
  equal(read.plane, "widget");
});

Deno.test("operations are found by every word, in what they are called and what they refuse", () => {
  const [made] = operationsOf(CONTRACT);

  equal(["things FULL", "新建", "make_thing post", "things nothing"].map((each) => matches(made, "新建一个", each)), [
    true,
    true,
    true,
    false,
  ]);
});

Deno.test("planes keep their order, and rooms have their operations", () => {
  const planes = roomsOf(operationsOf(CONTRACT));

  equal(planes.map(([plane, rooms]) => [plane, rooms.map(([room, all]) => [room, all.length])]), [
    ["widget", [["plans", 1]]],
    ["desk", [["people", 1]]],
    ["admin", []],
    ["channels", []],
  ]);
});
