/** Below the field: which words must not be said, and what is said instead, by a button or a key. */
import { language, t } from "../../desk/i18n.ts";
import { Button, classes } from "../../kit/button.tsx";
import { spoken } from "../../kit/key-names.ts";
import { useShortcuts } from "../../kit/keys.ts";
import { useDesk } from "../desk.ts";
import type { Found } from "./unsaid.ts";

const MOST_SHOWN = 3;

interface NoticeProps {
  id: string;
  found: readonly Found[];
  replace: (found: Found) => void;
}

/** It is always there, so that what appears in it is read out. */
export function UnsaidNotice({ id, found, replace }: NoticeProps) {
  const first = found.find(({ better }) => better !== null);
  useShortcuts(
    () => first ? [{ keys: "Alt+w", label: () => t("keys.better"), whileTyping: true, run: () => replace(first) }] : [],
    [first?.start, first?.word, first?.better],
  );
  return (
    <div class="composer-unsaid" id={id} role="status">
      {found.slice(0, MOST_SHOWN).map((each) => (
        <Line key={`${each.start} ${each.word}`} found={each} isFirst={each === first} replace={replace} />
      ))}
      {found.length > MOST_SHOWN && <p>{t("unsaid.more", { count: found.length - MOST_SHOWN })}</p>}
    </div>
  );
}

interface LineProps {
  found: Found;
  isFirst: boolean;
  replace: (found: Found) => void;
}

function Line({ found, isFirst, replace }: LineProps) {
  const keys = useDesk().keys.of("Alt+w");
  const { word, entry: { kind, effect, replaces, advice_zh: zh, advice_en: en }, better } = found;
  const advice = replaces ? null : language.code === "zh-CN" ? zh || en : en || zh;
  return (
    <p class={classes(effect === "stop" && "stop")}>
      <span>{t(`unsaid.${effect}`, { word: `\u2068${word}\u2069`, kind: t(`unsaid.kind.${kind}`) })}</span>
      {advice && <span dir="auto">{advice}</span>}
      {better && (
        <Button small kind="quiet" onClick={() => replace(found)}>
          {t("unsaid.replace", { better: `\u2068${better}\u2069` })}
          {isFirst && keys && <kbd>{spoken(keys)}</kbd>}
        </Button>
      )}
    </p>
  );
}
