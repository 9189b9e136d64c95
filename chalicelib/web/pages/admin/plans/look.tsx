/** How a plan's look is filled in, with a little picture of it that follows every change. */
import type { JSX } from "preact";
import { Icon } from "../../kit/icons/icon.tsx";
import { classes } from "../../kit/button.tsx";
import { t } from "../../desk/i18n.ts";
import type { LookBody } from "../../desk/operations.ts";
import { Radios } from "../parts/choices.tsx";
import { type About, Framed, NumberInput, Select, TextInput, WrongLine } from "../parts/fields.tsx";
import { COLOR, contrastOf, READABLE } from "./colors.ts";
import { type ColorField, CORNERS, ICONS, type lookField, POSITIONS, SHAPES, SHOWS, THEMES, WINDOWS } from "./look.ts";
import type { PlanPictures } from "./pictures.ts";
import { PicturesOfPlan } from "./pictures.tsx";

// The page shown is about 1200 pixels wide: a fifth of the size, and never off the picture.
const SMALLER = 5;
const MOST_ASIDE = 60;
const MOST_ABOVE = 100;

type LookField = ReturnType<typeof lookField>;
/** What the plan says on its board, as typed now. */
type Words = Record<string, string>;

interface LookProps {
  field: LookField;
  words: Words;
  pictures: PlanPictures;
}

export const LookFields = ({ field, words, pictures }: LookProps) => (
  <div class="look">
    <Fields field={field} pictures={pictures} />
    <div class="look-preview">
      <b>{t("look.preview")}</b>
      <Picture look={field.read()} words={words} />
      <Contrast look={field.read()} />
    </div>
  </div>
);

function Fields({ field, pictures }: Omit<LookProps, "words">) {
  const { parts } = field;
  const icons = Object.keys(ICONS).map((name): [string, string] => [name, t(`icon.${name}`)]);
  return (
    <div class="look-fields">
      <Radios
        name="look.show"
        field={parts.show}
        label={t("look.show")}
        options={SHOWS.map((way) => [way, t(`show.${way}`), t(`show.${way}.hint`)])}
      />
      <Styles field={field} />
      <Radios
        name="look.position"
        field={parts.position}
        label={t("look.position")}
        options={POSITIONS.map((side) => [side, t(`position.${side}`)])}
      />
      <Select name="look.icon" field={parts.icon} label={t("look.icon")} options={icons} />
      <Select name="look.offline_icon" field={parts.offline_icon} label={t("look.offline_icon")} options={icons} />
      <Radios
        name="look.theme"
        field={parts.theme}
        label={t("look.theme")}
        options={THEMES.map((theme) => [theme, t(`look.theme.${theme}`)])}
      />
      <ColorInput name="look.color" field={parts.color} label={t("look.color")} />
      <ColorInput name="look.text_color" field={parts.text_color} label={t("look.text_color")} />
      <Offset name="offset_x" field={parts.offset_x} />
      <Offset name="offset_y" field={parts.offset_y} />
      <PicturesOfPlan pictures={pictures} />
      <TextInput
        name="look.picture"
        across
        field={parts.picture}
        label={t("look.picture")}
        hint={t("look.picture.hint")}
      />
      <WrongLine of={field} />
    </div>
  );
}

const Styles = ({ field: { parts } }: { field: LookField }) => (
  <>
    <Radios
      name="look.shape"
      field={parts.shape}
      label={t("look.shape")}
      options={SHAPES.map((shape) => [shape, t(`look.shape.${shape}`), t(`look.shape.${shape}.hint`)])}
    />
    <Radios
      name="look.window"
      field={parts.window}
      label={t("look.window")}
      options={WINDOWS.map((size) => [size, t(`look.window.${size}`)])}
    />
    <Radios
      name="look.corners"
      field={parts.corners}
      label={t("look.corners")}
      options={CORNERS.map((way) => [way, t(`look.corners.${way}`)])}
    />
  </>
);

const Offset = ({ name, field }: { name: string; field: LookField["parts"]["offset_x"] }) => (
  <NumberInput
    name={`look.${name}`}
    field={field}
    label={t(`look.${name}`)}
    unit={t("unit.pixels")}
    min={0}
    max={500}
  />
);

/** A colour, picked or typed as #rrggbb. */
function ColorInput({ field, ...about }: About & { field: ColorField }) {
  const picker = (
    <input
      type="color"
      class="swatch"
      aria-label={t("color.pick", { what: about.label })}
      value={COLOR.test(field.raw) ? field.raw.toLowerCase() : "#000000"}
      onInput={(event) => field.raw = event.currentTarget.value}
    />
  );
  return (
    <Framed {...about} field={field} beside={picker}>
      {(its) => (
        <input
          {...its as JSX.InputHTMLAttributes<HTMLInputElement>}
          type="text"
          class="mono color"
          maxLength={7}
          spellcheck={false}
          autocomplete="off"
          value={field.raw}
          onInput={(event) => field.raw = event.currentTarget.value}
        />
      )}
    </Framed>
  );
}

function Contrast({ look }: { look: LookBody }) {
  const ratio = contrastOf(look.color, look.text_color);
  if (ratio === null) return null;
  const isWeak = ratio < READABLE;
  return (
    <p class={classes("contrast", isWeak && "weak")} role="status">
      {t(isWeak ? "contrast.weak" : "contrast.good", { ratio: ratio.toFixed(1) })}
    </p>
  );
}

interface PictureProps {
  look: LookBody;
  words: Words;
}

/** While somebody is there, and while nobody is, beside each other. */
function Picture({ look, words }: PictureProps) {
  const areColors = COLOR.test(look.color) && COLOR.test(look.text_color);
  const tint = areColors
    ? { backgroundColor: look.color, color: look.text_color }
    : { backgroundColor: "#888888", color: "#ffffff" };
  const corner = {
    [look.position === "left" ? "left" : "right"]: `${Math.min(MOST_ASIDE, (look.offset_x || 0) / SMALLER)}px`,
    bottom: `${Math.min(MOST_ABOVE, (look.offset_y || 0) / SMALLER)}px`,
  };
  const shown = look.show === "board" ? words.board_title : t(`show.${look.show}`);
  return (
    <div class="little-page" role="img" aria-label={`${t("look.preview")}: ${shown}`}>
      <i />
      <i />
      <i />
      <div class={`corner ${look.position} ${look.shape}`} style={corner}>
        {look.show === "board" ? <Board look={look} words={words} tint={tint} /> : (
          <>
            <Bubble name={look.icon} tint={tint} />
            <Bubble name={look.offline_icon} tint={tint} />
          </>
        )}
      </div>
    </div>
  );
}

type Tint = Record<string, string>;

const Bubble = ({ name, tint }: { name: string; tint: Tint }) => (
  <span class="bubble-button tinted" style={tint}>
    <Icon name={ICONS[name] ?? "chat"} />
  </span>
);

const Board = ({ look, words, tint }: PictureProps & { tint: Tint }) => (
  <div class="little-board">
    <b class="tinted" style={tint}>
      <Icon name={ICONS[look.icon] ?? "chat"} />
      {words.board_title}
    </b>
    {look.picture && (
      <span class="little-picture">
        <Icon name="card" />
      </span>
    )}
    <p dir="auto">{words.board_text}</p>
  </div>
);
