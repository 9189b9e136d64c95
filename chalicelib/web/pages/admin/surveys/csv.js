/** Tables as files for spreadsheets. */

/** Cells that a spreadsheet would take for a formula are marked as text; numbers stay numbers. */
const cell = (value) => {
  const text = `${value ?? ''}`;
  const safe = typeof value !== 'number' && /^[\s]*[=+\-@|%]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
};

/** Rows of cells as CSV. The mark at its beginning tells spreadsheets that it is UTF-8. */
export const csvOf = (rows) => `\ufeff${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;

/** Saves it, made here: nothing is asked of the desk. */
export function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
