/** Tables as files for spreadsheets. */

export type Cell = string | number | null | undefined;

/** Cells that a spreadsheet would take for a formula are marked as text; numbers stay numbers. */
function cell(value: Cell): string {
  const text = `${value ?? ""}`;
  const isFormula = typeof value !== "number" && /^[\s]*[=+\-@|%]|^[\t\r\n]/.test(text);
  return `"${(isFormula ? `'${text}` : text).replaceAll('"', '""')}"`;
}

type Rows = ReadonlyArray<readonly Cell[]>;

/** Rows of cells as CSV. The mark at its beginning tells spreadsheets that it is UTF-8. */
export const csvOf = (rows: Rows): string => `\ufeff${linesOf(rows)}`;

/** The same of rows that others stand before in a file. */
export const linesOf = (rows: Rows): string => rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");

/** Saves it, made here of these pieces: nothing is asked of the desk. */
export function download(name: string, ...pieces: string[]): void {
  const address = URL.createObjectURL(new Blob(pieces, { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
