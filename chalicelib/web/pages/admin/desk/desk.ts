/** The desk itself: its name, its time zone, how many may be signed in at once, and who looks for viruses. */
import { t } from "../../desk/i18n.ts";
import type { DeskView, ScannerView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { LinesField, NumberField, TextField } from "../parts/fields.ts";
import { Form } from "../parts/form.ts";
import { Reading } from "../parts/reading.ts";
import { Targets } from "../reports/targets.ts";
import { ofDepartments } from "./departments.ts";

export class DeskSettings {
  readonly reading = new Reading(async () => {
    const again = () => this.reading.reload();
    const [desk, scanner, targets, { departments }] = await Promise.all([
      api.readDesk(),
      api.readScanner(),
      Targets.read(again),
      api.readDepartments(),
    ]);
    const forms = { form: this.#formOf(desk), departments: ofDepartments(departments, again) };
    return { desk, ...forms, scanner, scannerForm: this.#formOfScanner(scanner), targets };
  });

  #formOfScanner(scanner: ScannerView) {
    return new Form({
      name: "scanner",
      fields: { scanner_url: new TextField({ value: scanner.scanner_url }) },
      send: (values) => api.changeScanner(values),
      done: () => {
        say(t("desk.stored"));
        this.reading.reload();
      },
    });
  }

  #formOf(desk: DeskView) {
    return new Form({
      name: "desk",
      fields: {
        name: new TextField({ value: desk.name, required: true }),
        seats: new NumberField({ value: desk.seats, required: true }),
        time_zone: new TextField({ value: desk.time_zone, required: true }),
        away_minutes: new NumberField({ value: desk.away_minutes, required: true }),
        unfinished_minutes: new NumberField({ value: desk.unfinished_minutes, required: true }),
        seal_to: new LinesField({ value: desk.seal_to }),
      },
      send: (values) => api.updateDesk(values),
      done: () => {
        say(t("desk.stored"));
        this.reading.reload();
      },
    });
  }
}
