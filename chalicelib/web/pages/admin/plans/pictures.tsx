/** Choosing a plan's own icon, and the picture on its card. */
import { useRef } from "preact/hooks";
import { base } from "../../desk/asking.ts";
import { t, tOf } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { type Place, PLACES, type PlanPictures } from "./pictures.ts";

export const PicturesOfPlan = ({ pictures }: { pictures: PlanPictures }) => (
  <>{PLACES.map((place) => <OnePicture key={place} place={place} pictures={pictures} />)}</>
);

function OnePicture({ place, pictures }: { place: Place; pictures: PlanPictures }) {
  const input = useRef<HTMLInputElement>(null);
  const file = pictures.of(place);
  const refused = pictures.refused(place);
  const name = t(`pictures.${place}`);
  return (
    <div class="field plan-picture" role="group" aria-label={name}>
      <span class="field-label">{name}</span>
      <div class="plan-picture-row">
        {file && <img class={place} alt="" src={`${base}pictures/${file}`} width="48" height="48" />}
        <Button
          small
          aria-label={`${t("pictures.choose")} ${name}`}
          disabled={pictures.busy !== null}
          onClick={() => input.current!.click()}
        >
          {t("pictures.choose")}
        </Button>
        {file && (
          <Button
            small
            kind="quiet"
            aria-label={`${t("pictures.remove")} ${name}`}
            disabled={pictures.busy !== null}
            onClick={() => void pictures.remove(place)}
          >
            {t("pictures.remove")}
          </Button>
        )}
        <input
          ref={input}
          type="file"
          hidden
          accept="image/png,image/jpeg,image/webp,image/gif"
          onChange={({ currentTarget: chosen }) => {
            const [picked] = chosen.files ?? [];
            if (picked) void pictures.use(place, picked);
            chosen.value = "";
          }}
        />
      </div>
      <span class="field-hint">{t(`pictures.${place}.hint`)}</span>
      <span class="field-wrong" role="status">
        {refused && tOf("pictures.refused", refused.reason, { detail: refused.detail })}
      </span>
    </div>
  );
}
