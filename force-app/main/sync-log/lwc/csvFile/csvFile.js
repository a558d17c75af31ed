// Spreadsheets run cells that begin so as formulas; an apostrophe makes them text.
const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;
// Tells spreadsheets that the file is UTF-8.
const BYTE_ORDER_MARK = '\uFEFF';

const cell = (value) => {
  const text = value === null || value === undefined ? '' : String(value);
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

/**
 * Writes a table as CSV (RFC 4180).
 *
 * @param {string[]} headings the names of the columns
 * @param {Array<Array<*>>} rows the values of each row, in the order of the columns
 * @returns {string} the file's content
 */
export function toCsv(headings, rows) {
  return BYTE_ORDER_MARK + [headings, ...rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

/**
 * Hands a file to the person.
 *
 * @param {string} name the name of the file
 * @param {string} content its content
 */
export function download(name, content) {
  const url = URL.createObjectURL(new Blob([content], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
