/**
 * The text of an auto-number.
 * @param format e.g. `SL-{000000}`, `{YYYY}-{0}`
 * @param number position in the series
 * @param now milliseconds since the epoch, for the date parts
 */
export const formatAutoNumber = (format: string, number: number, now: number): string => {
  const date = new Date(now);
  const year = String(date.getUTCFullYear());
  const parts: Readonly<Record<string, string>> = {
    YYYY: year,
    YY: year.slice(2),
    MM: String(date.getUTCMonth() + 1).padStart(2, '0'),
    DD: String(date.getUTCDate()).padStart(2, '0'),
  };
  return format.replace(/\{(\w+)\}/g, (whole, part: string) =>
    /^0+$/.test(part) ? String(number).padStart(part.length, '0') : (parts[part] ?? whole),
  );
};
