/** Schemas of the contract as people read them: a line for each field, what is within it below it. */
import { type Contract, resolved, type Schema } from "./contract.ts";
import { type Said, shapeDetail, t } from "./words.ts";

const LIMITS = [["minLength", "maxLength"], ["minimum", "maximum"], ["minItems", "maxItems"]] as const;

/** Text in which backquotes mark names. */
export const Marked = ({ text }: { text: string }) => (
  <>{text.split("`").map((part, place) => place % 2 ? <code key={place}>{part}</code> : part)}</>
);

/** A paragraph, or nothing where there is none. */
export const Detail = ({ of: { text, lang }, soft }: { of: Said; soft?: boolean }) =>
  text
    ? (
      <p class={soft ? "soft" : undefined} lang={lang}>
        <Marked text={text} />
      </p>
    )
    : null;

interface SchemaProps {
  schema: Schema;
  contract: Contract;
  /** Objects can be opened, and are. */
  isOpen?: boolean;
  /** What it is within, so that nothing is shown in itself. */
  above?: readonly string[];
}

export function SchemaView({ schema, contract, isOpen = false, above = [] }: SchemaProps) {
  const known = resolved(schema, contract);
  const options = known.anyOf ?? known.oneOf;
  if (options) {
    return (
      <>
        {options.map((each, place) => [
          place ? t("or") : "",
          <SchemaView key={place} schema={each} contract={contract} isOpen={isOpen} above={above} />,
        ])}
      </>
    );
  }
  if (schema.$ref && above.includes(schema.$ref)) return <span class="type">{nameOf(schema)}</span>;
  const within = schema.$ref ? [...above, schema.$ref] : above;
  if (known.properties) return <ObjectView {...{ schema, known, contract, isOpen }} above={within} />;
  if (known.items) {
    return (
      <>
        <span class="type">{t("list_of")}</span>{" "}
        <SchemaView schema={known.items} contract={contract} isOpen={isOpen} above={within} />
      </>
    );
  }
  const values = known.additionalProperties;
  if (typeof values === "object" && Object.keys(values).length) {
    return (
      <>
        <span class="type">{t("map_of")}</span> <SchemaView schema={values} contract={contract} above={within} />
        {nullable(known)}
      </>
    );
  }
  return <Simple known={known} />;
}

const nameOf = ({ $ref }: Schema): string => $ref?.split("/").pop() ?? "object";

function ObjectView({ schema, known, contract, isOpen, above }: SchemaProps & { known: Schema }) {
  const fields = Object.entries(known.properties!);
  if (!fields.length) return <span class="type">{t("empty")}</span>;
  return (
    <details class="object" open={isOpen}>
      <summary class="type">{nameOf(schema)}</summary>
      <Detail of={shapeDetail(nameOf(schema), known.description)} soft />
      <ul class="fields">
        {fields.map(([name, field]) => (
          <li key={name}>
            <code class="name">{name}</code>
            {!known.required?.includes(name) && <span class="soft">{` ${t("optional")}`}</span>}{" "}
            <SchemaView schema={field} contract={contract} above={above} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Simple({ known }: { known: Schema }) {
  if (known.type === "null") return <span class="type">null</span>;
  const kind = [known.type ?? "any"].flat().filter((each) => each !== "null").join(", ");
  const limits = LIMITS
    .filter((names) => names.some((name) => name in known))
    .map(([least, most]) => ` ${known[least] ?? ""}…${known[most] ?? ""}`);
  const offered = known.enum?.filter((each) => each !== "") ?? [];
  return (
    <>
      <span class="type">{known.format ?? kind}{limits}{nullable(known)}</span>
      {offered.map((each) => [" ", <code key={`${each}`}>{JSON.stringify(each)}</code>])}
      {known.pattern && [" ", <code key="pattern">{known.pattern}</code>]}
      {known.default !== undefined && known.default !== "" && (
        <span class="soft">
          {` ${t("default")} `}
          <code>{JSON.stringify(known.default)}</code>
        </span>
      )}
    </>
  );
}

const nullable = ({ type }: Schema): string => [type].flat().includes("null") ? " | null" : "";

/** An example that can be folded away. */
export const Example = ({ value }: { value: unknown }) => (
  <details class="example">
    <summary>{t("example")}</summary>
    <pre tabIndex={0}>{JSON.stringify(value, null, 2)}</pre>
  </details>
);
