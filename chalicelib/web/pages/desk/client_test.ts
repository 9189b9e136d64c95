/** What is asked, and what a refusal says. */
import { addressOf, type Answer, problemOf } from "./client.ts";
import { readConversation, readTranscript } from "./operations.ts";

const refusal = (status: number, body: unknown): Answer => ({ status, ok: false, body, retryAfterMs: 0, date: null });

function equal(found: unknown, wanted: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) {
    throw new Error(`${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
  }
}

Deno.test("a parameter of a path cannot lead to another path", () => {
  const address = addressOf(readConversation, { path: { conversation_id: "../a?b#c" } });

  equal(address, "v1/desk/conversations/..%2Fa%3Fb%23c");
});

Deno.test("what is left out of a query is not asked", () => {
  const address = addressOf(readTranscript, {
    path: { conversation_id: "c" },
    query: { after: 0, limit: null, cursor: "" },
  });

  equal(address, "v1/desk/conversations/c/entries?after=0");
});

Deno.test("one field that is in the way is wrong as much as one that cannot be read", () => {
  const taken = problemOf(refusal(409, { code: "number_taken", field: "number", detail: "taken" }));

  equal(taken.errors, [{ field: "number", message: "taken", code: "number_taken" }]);
});

Deno.test("a password that is too weak has the reason for its code", () => {
  const body = { code: "invalid_body", reason: "common", errors: [{ field: "password", message: "too common" }] };

  const weak = problemOf(refusal(422, body));

  equal(weak.errors.map(({ code }) => code), ["password.common"]);
});

Deno.test("a page of some gateway says nothing about the request", () => {
  const codes = [502, 429, 408, 404].map((status) => problemOf(refusal(status, {})));

  equal(codes.map(({ code, transient }) => [code, transient]), [
    ["http_502", true],
    ["http_429", true],
    ["http_408", true],
    ["http_404", false],
  ]);
});
