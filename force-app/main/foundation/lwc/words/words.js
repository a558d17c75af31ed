/**
 * Fills a custom label.
 *
 * @param {string} text a label with the marks {0}, {1} and so on
 * @param {...(string|number)} values what to put in their places
 * @returns {string} the text with the values; a mark without a value stays
 */
export function fill(text, ...values) {
  return text.replace(/\{(\d+)\}/g, (mark, index) => (index in values ? String(values[index]) : mark));
}
