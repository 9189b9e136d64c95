/** Files in a conversation: the tray of those on their way, and what an entry shows of one. */
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import type { FileView } from "../../desk/operations.ts";
import { sizeOf } from "../../desk/upload.ts";
import { classes, IconButton, LinkButton } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { useDesk } from "../desk.ts";
import type { Uploading } from "../uploads.ts";
import type { OpenConversation } from "./open.ts";

/** What is being brought into this conversation. */
export function Tray({ conversationId }: { conversationId: string }) {
  const { uploads } = useDesk();
  const items = uploads.of(conversationId);
  if (!items.length) return null;
  return (
    <ul class="tray" aria-label={t("files.tray")}>
      {items.map((item) => <Chip key={item.id} item={item} />)}
    </ul>
  );
}

function Chip({ item }: { item: Uploading }) {
  const { uploads } = useDesk();
  const { id, file, share, failure, mayRetry } = item;
  const words = share === null
    ? t("files.waits")
    : share < 1
    ? t("files.uploading", { percent: Math.floor(share * 100) })
    : t("files.checking");
  return (
    <li class={classes("upload", failure && "wrong")}>
      <Thumb canvas={item.canvas} />
      <span class="upload-told">
        <bdi class="upload-name" title={file.name}>{file.name}</bdi>
        <span class="upload-state" role="status">{failure ?? words}</span>
        {!failure && <progress max={1} value={share ?? 0} aria-label={file.name} />}
      </span>
      {failure && mayRetry && <LinkButton onClick={() => uploads.retry(id)}>{t("files.retry")}</LinkButton>}
      <IconButton icon="cross" label={t("files.cancel", { name: file.name })} onClick={() => uploads.drop(id)} />
    </li>
  );
}

function Thumb({ canvas }: { canvas: HTMLCanvasElement | null }) {
  const root = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (canvas) root.current!.replaceChildren(canvas);
  }, [canvas]);
  return <span class="upload-thumb" ref={root}>{!canvas && <Icon name="file" />}</span>;
}

/** The button that chooses files. */
export function Chooser({ open }: { open: OpenConversation }) {
  const { uploads } = useDesk();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton icon="clip" label={t("files.choose")} onClick={() => input.current!.click()} />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget: chosen }) => {
          uploads.add(open.id, [...(chosen.files ?? [])]);
          chosen.value = "";
        }}
      />
    </>
  );
}

interface SentProps {
  /** Null while the message is on its way. */
  conversationId: string | null;
  file: FileView;
}

/** What was sent with a message. */
export function SentFile({ conversationId, file }: SentProps) {
  const isThere = file.state === "ready" && conversationId !== null;
  if (!isThere) {
    return (
      <span class="file off">
        <Icon name="file" />
        <span class="file-told">
          <bdi>{file.name}</bdi>
          <span class="file-size">{file.state === "ready" ? sizeOf(file.size) : t(`files.state.${file.state}`)}</span>
        </span>
      </span>
    );
  }
  const isPicture = file.width !== null && file.height !== null && file.type.startsWith("image/");
  return (
    <span class="file-line">
      {isPicture
        ? <Picture conversationId={conversationId} file={file} />
        : <Download conversationId={conversationId} file={file} />}
      <Remove conversationId={conversationId} file={file} />
    </span>
  );
}

interface ThereProps {
  conversationId: string;
  file: FileView;
}

function Remove({ conversationId, file }: ThereProps) {
  const { session, uploads } = useDesk();
  if (!session.can("conversations.reassign")) return null;
  const ask = async () => {
    const isSure = await confirmed({
      title: t("files.remove.sure", { name: file.name }),
      paragraphs: [t("files.remove.hint")],
      confirm: t("files.remove"),
    });
    if (isSure) await uploads.remove(conversationId, file.id);
  };
  return (
    <IconButton class="file-remove" icon="cross" label={t("files.remove.label", { name: file.name })} onClick={ask} />
  );
}

function Download({ conversationId, file }: ThereProps) {
  const { uploads } = useDesk();
  const label = t("files.download", { name: file.name, size: sizeOf(file.size) });
  return (
    <button
      type="button"
      class="file"
      aria-label={label}
      onClick={() => void uploads.download(conversationId, file)}
    >
      <Icon name="file" />
      <span class="file-told">
        <bdi>{file.name}</bdi>
        <span class="file-size">{sizeOf(file.size)}</span>
      </span>
    </button>
  );
}

/** Small, once it is near; large in a tab of its own. */
function Picture({ conversationId, file }: ThereProps) {
  const { uploads } = useDesk();
  const address = useSignal<string | null>(null);
  const isBroken = useSignal(false);
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const near = new IntersectionObserver(([{ isIntersecting }]) => {
      if (!isIntersecting) return;
      near.disconnect();
      uploads.link(conversationId, file.id).then(
        (link) => (address.value = link.preview_url ?? link.url),
        () => (isBroken.value = true),
      );
    }, { rootMargin: "400px" });
    near.observe(element.current!);
    return () => near.disconnect();
  }, []);
  if (isBroken.value) return <Download conversationId={conversationId} file={file} />;
  return (
    <button
      type="button"
      class="picture"
      ref={element}
      title={file.name}
      aria-label={t("files.open", { name: file.name })}
      onClick={() => void uploads.open(conversationId, file)}
    >
      <img
        src={address.value ?? undefined}
        alt=""
        width={file.width!}
        height={file.height!}
        decoding="async"
        onError={() => (isBroken.value = true)}
      />
    </button>
  );
}
