/** What modules expect of a browser when they are loaded, for tests of models: import it before them. */
const page = { documentElement: { lang: "" }, hidden: false, addEventListener() {}, querySelector: () => null };
const location = { hash: "", pathname: "/admin", reload() {} };
const globals: Record<string, unknown> = { window: globalThis, document: page, location, Worker: undefined };

for (const [name, value] of Object.entries(globals)) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
