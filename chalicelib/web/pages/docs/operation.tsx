/** One operation of the contract: a line, and, once it was opened, what it takes and answers. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { type Answered, type Body, type Contract, JSON_BODY, type Operation } from "./contract.ts";
import { reader } from "./reader.ts";
import { Detail, Example, Marked, SchemaView } from "./schema.tsx";
import { operationDetail, parameterDetail, problemTitle, summaryOf, t } from "./words.ts";

interface OperationProps {
  operation: Operation;
  contract: Contract;
}

export function OperationView({ operation, contract }: OperationProps) {
  const element = useRef<HTMLDetailsElement>(null);
  const wasOpened = useSignal(false);
  const target = reader.target.value;
  const isMeant = target.name === operation.operationId;
  useEffect(() => {
    if (!isMeant) return;
    element.current!.open = true;
    element.current!.scrollIntoView();
    element.current!.querySelector("summary")!.focus({ preventScroll: true });
  }, [target]);
  return (
    <details
      ref={element}
      class="operation"
      id={operation.operationId}
      hidden={!isMeant && !reader.found.value.has(operation)}
      onToggle={(event) => wasOpened.value ||= event.target === element.current && element.current!.open}
    >
      <summary>
        <span class={`method ${operation.method}`}>{operation.method.toUpperCase()}</span>
        <code>{operation.path}</code>
        <span class="says">
          <Marked text={summaryOf(operation)} />
        </span>
      </summary>
      <div class="inside">{wasOpened.value && <Inside operation={operation} contract={contract} />}</div>
    </details>
  );
}

const Inside = ({ operation, contract }: OperationProps) => (
  <>
    <p class="soft">
      <a href={`#${operation.operationId}`}>
        <code>{operation.operationId}</code>
      </a>
      {" · "}
      <Caller of={operation} />
    </p>
    <Detail of={operationDetail(operation.operationId, operation.description)} />
    <Parameters operation={operation} contract={contract} />
    {operation.requestBody && <BodyView body={operation.requestBody} contract={contract} />}
    {Object.entries(operation.responses)
      .filter(([status]) => Number(status) < 400)
      .map(([status, response]) => <AnswerView key={status} status={status} response={response} contract={contract} />)}
    <Refusals of={operation} />
  </>
);

function Caller({ of }: { of: Operation }) {
  const schemes = of.security.flatMap((each) => Object.keys(each));
  if (!schemes.length) return <>{t("anybody")}</>;
  const orNone = of.security.some((each) => !Object.keys(each).length);
  const needed = of["x-permissions"];
  return (
    <>
      {t(`token.${schemes[0]}`)}
      {orNone && t("or_none")}
      {needed && ` · ${t("permission")} `}
      {needed?.map((each, place) => [place ? t("or") : "", <code key={each}>{each}</code>])}
    </>
  );
}

function Parameters({ operation: { parameters }, contract }: OperationProps) {
  if (!parameters) return null;
  return (
    <section>
      <h4>{t("parameters")}</h4>
      <ul class="fields">
        {parameters.map((each) => (
          <li key={`${each.in} ${each.name}`}>
            <code class="name">{each.name}</code>
            <span class="soft">{` ${t(`in.${each.in}`)}${each.required ? ` · ${t("needed")}` : ""} · `}</span>
            <SchemaView schema={each.schema} contract={contract} />
            <Detail of={parameterDetail(each.name, each.description)} soft />
          </li>
        ))}
      </ul>
    </section>
  );
}

function BodyView({ body, contract }: { body: Body; contract: Contract }) {
  const { schema, example } = body.content[JSON_BODY];
  return (
    <section>
      <h4>{t("body")}</h4>
      <SchemaView schema={schema} contract={contract} isOpen />
      <Example value={example} />
    </section>
  );
}

interface AnswerProps {
  status: string;
  response: Answered;
  contract: Contract;
}

function AnswerView({ status, response, contract }: AnswerProps) {
  const content = response.content?.[JSON_BODY];
  return (
    <section>
      <h4>
        {t("answer")} <code class="good">{status}</code>
      </h4>
      {content
        ? (
          <>
            <SchemaView schema={content.schema} contract={contract} isOpen />
            <Example value={content.example} />
          </>
        )
        : <p class="soft">{t("no_body")}</p>}
    </section>
  );
}

const Refusals = ({ of: { refusals } }: { of: Operation }) => (
  <section>
    <h4>{t("problems")}</h4>
    <div class="scroll">
      <table>
        <tbody>
          {refusals.map(({ status, code, title, beside }) => (
            <tr key={`${status} ${code}`}>
              <td>
                <code>{status}</code>
              </td>
              <td>
                <code>{code}</code>
              </td>
              <td>
                {`${problemTitle(code, title)} `}
                {beside.length > 0 && (
                  <span class="soft">· {beside.map((each) => [<code key={each}>{each}</code>, " "])}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
);
