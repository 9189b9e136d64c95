/** The page of the contract: what can be searched, the list by plane and room, and each operation. */
import { useEffect } from "preact/hooks";
import { type Contract, type Operation, type Plane, roomsOf } from "./contract.ts";
import { OperationView } from "./operation.tsx";
import { reader } from "./reader.ts";
import { language, t } from "./words.ts";

export function Page() {
  useEffect(() => {
    document.title = t("title");
  });
  const { contract, failed } = reader;
  if (contract) return <Docs contract={contract} />;
  if (!failed) return <p class="state whole" role="status">{t("loading")}</p>;
  return (
    <p class="state whole" role="alert">
      {t("failed")} <button type="button" onClick={reader.read}>{t("again")}</button>
    </p>
  );
}

function Docs({ contract }: { contract: Contract }) {
  const planes = roomsOf(reader.operations.value);
  return (
    <div class="docs">
      <Bar />
      <div class="columns">
        <Contents planes={planes} />
        <main id="operations" tabIndex={-1}>
          <p class="lead">{t("lead")}</p>
          <Found />
          {planes.map(([plane, rooms]) => (
            <section
              class="plane"
              key={plane}
              hidden={rooms.every(([, operations]) => !isShown(operations))}
            >
              <h2>{t(`plane.${plane}`)}</h2>
              <p class="soft">{t(`who.${plane}`)}</p>
              {rooms.map(([room, operations]) => (
                <section class="room" key={room} id={`${plane}-${room}`} hidden={!isShown(operations)}>
                  <h3>{t(`room.${room}`)}</h3>
                  {operations.map((each) => (
                    <OperationView key={each.operationId} operation={each} contract={contract} />
                  ))}
                </section>
              ))}
            </section>
          ))}
        </main>
      </div>
    </div>
  );
}

/** Something of them is found, or meant by the address. */
const isShown = (operations: Operation[]): boolean =>
  operations.some((each) => reader.found.value.has(each) || each.operationId === reader.target.value.name);

const Bar = () => (
  <header class="bar">
    <a class="skip" href="#operations">{t("skip")}</a>
    <h1>{t("title")}</h1>
    <input
      type="search"
      aria-label={t("search")}
      placeholder={t("search")}
      autocomplete="off"
      spellcheck={false}
      onInput={(event) => reader.searched.value = event.currentTarget.value}
    />
    <a href="openapi.json">openapi.json</a>
    <button type="button" lang={language.other} onClick={() => language.choose(language.other)}>
      {t("switch_language")}
    </button>
  </header>
);

const Contents = ({ planes }: { planes: Array<[Plane, Array<[string, Operation[]]>]> }) => (
  <nav aria-label={t("contents")}>
    <ul>
      {planes.map(([plane, rooms]) => (
        <li key={plane}>
          <b>{t(`plane.${plane}`)}</b>
          <ul>
            {rooms.map(([room]) => (
              <li key={room}>
                <a href={`#${plane}-${room}`}>{t(`room.${room}`)}</a>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  </nav>
);

function Found() {
  const count = reader.found.value.size;
  const words = count ? t("found", { count }) : t("nothing");
  return <p class="state" role="status">{(!count || reader.searched.value.trim()) && words}</p>;
}
