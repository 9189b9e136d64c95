/** Both languages say the same things. */

const FOLDER = new URL("./", import.meta.url);

type Words = { [key: string]: unknown };

async function files(language: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(new URL(`${language}/`, FOLDER))) names.push(name);
  return names.sort();
}

async function keys(language: string, name: string): Promise<string[]> {
  const module = await import(new URL(`${language}/${name}`, FOLDER).href);
  return flat(module.words ?? module[language]);
}

function flat(words: Words, prefix = ""): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    value && typeof value === "object" && !Array.isArray(value)
      ? flat(value as Words, `${prefix}${key}.`)
      : prefix + key
  );
}

function equal(one: string[], other: string[], what: string): void {
  const missing = one.filter((each) => !other.includes(each));
  const surplus = other.filter((each) => !one.includes(each));
  if (missing.length || surplus.length) throw new Error(`${what}: missing ${missing}, surplus ${surplus}`);
}

Deno.test("both languages have the same files", async () => {
  equal(await files("zh"), await files("en"), "files");
});

for (const name of await files("en")) {
  Deno.test(`both languages have the same words in ${name}`, async () => {
    equal(await keys("zh", name), await keys("en", name), name);
  });
}
