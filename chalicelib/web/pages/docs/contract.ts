/** The contract as its document says it, and what of it this page shows. */

export interface Schema {
  $ref?: string;
  anyOf?: Schema[];
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  const?: string;
  pattern?: string;
  default?: unknown;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
}

interface Content {
  schema: Schema;
  example?: unknown;
}

export interface Answered {
  $ref?: string;
  content?: Record<string, Content>;
}

export interface Body {
  content: Record<string, Content>;
}

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Schema;
  description?: string;
}

/** An operation as the document has it. */
interface Told {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  parameters?: Parameter[];
  requestBody?: Body;
  responses: Record<string, Answered>;
  security: Array<Record<string, unknown>>;
  "x-permissions"?: string[];
}

export interface Contract {
  paths: Record<string, Record<string, Told>>;
}

export const METHODS = ["get", "post", "put", "delete"];
export const JSON_BODY = "application/json";
const PROBLEM_BODY = "application/problem+json";
const PREFIXES = { widget: "/v1/widget/", desk: "/v1/desk/", admin: "/v1/admin/", channels: "/v1/channels/" } as const;
export type Plane = keyof typeof PREFIXES;
export const PLANES = Object.keys(PREFIXES) as Plane[];
const OF_EVERY_PROBLEM = ["type", "title", "status", "code", "request_id", "detail", "errors"];

/** A refusal, and what it says besides what every one does. */
export interface Refusal {
  status: string;
  code: string;
  title: string;
  beside: string[];
}

export interface Operation extends Told {
  path: string;
  method: string;
  plane: Plane | "other";
  room: string;
  refusals: Refusal[];
}

/** What `part` refers to, or itself. */
export function resolved<Part extends { $ref?: string }>(part: Part, contract: Contract): Part {
  if (!part.$ref) return part;
  // deno-lint-ignore no-explicit-any -- a way through a document of any shape
  return part.$ref.slice(2).split("/").reduce((inside: any, name) => inside[name], contract);
}

/** Every operation with its path, method, plane and room, as the document orders them. */
export const operationsOf = (contract: Contract): Operation[] =>
  Object.entries(contract.paths).flatMap(([path, methods]) =>
    METHODS.filter((method) => method in methods).map((method) => {
      const told = methods[method];
      const plane = PLANES.find((each) => path.startsWith(PREFIXES[each])) ?? "other";
      return { ...told, path, method, plane, room: told.tags[0], refusals: refusalsOf(told, contract) };
    })
  );

const refusalsOf = ({ responses }: Told, contract: Contract): Refusal[] =>
  Object.entries(responses)
    .filter(([status]) => Number(status) >= 400)
    .flatMap(([status, response]) => codesOf(status, resolved(response, contract), contract));

function codesOf(status: string, { content }: Answered, contract: Contract): Refusal[] {
  const schema = content?.[PROBLEM_BODY]?.schema;
  if (!schema) return [];
  return (schema.oneOf ?? [schema]).map((option) => {
    const { properties = {}, description = "" } = resolved(option, contract);
    const beside = Object.keys(properties).filter((name) => !OF_EVERY_PROBLEM.includes(name));
    return { status, code: properties.code?.const ?? "", title: description, beside };
  });
}

/** The operations of each plane, by room. */
export function roomsOf(operations: readonly Operation[]): Array<[Plane, Array<[string, Operation[]]>]> {
  return PLANES.map((plane) => {
    const here = operations.filter((operation) => operation.plane === plane);
    const rooms = [...new Set(here.map(({ room }) => room))];
    return [plane, rooms.map((room) => [room, here.filter((each) => each.room === room)])];
  });
}

/** Whether every searched word is somewhere in what the operation is called (also in `words`) and answers. */
export function matches(operation: Operation, words: string, searched: string): boolean {
  const { path, method, operationId, summary, refusals } = operation;
  const codes = refusals.map(({ code }) => code);
  const all = [path, method, operationId, summary, words, ...codes].join(" ").toLowerCase();
  return searched.toLowerCase().split(/\s+/).every((word) => all.includes(word));
}
