/** What people paste is read as the desk reads it: the same cases are asked of the desk in its own tests. */
import { emailOf, mobileOf, nameOf } from "./contacts.ts";
import cases from "./contacts.json" with { type: "json" };

const READ: Record<string, (typed: string) => string | null> = { mobile: mobileOf, email: emailOf, name: nameOf };

for (const { field, typed, normal } of cases) {
  Deno.test(`${field}: ${JSON.stringify(typed)}`, () => {
    const read = READ[field](typed);

    if (read !== normal) throw new Error(`${JSON.stringify(read)} instead of ${JSON.stringify(normal)}`);
  });
}
