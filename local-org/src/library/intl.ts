import { userLocale } from '../runtime/running-user.ts';

const locales = new Map<string, string>();

/** An Intl locale of the running user; Apex locales are written `en_US`. */
export const intlLocale = (): string => {
  const locale = userLocale();
  const known =
    locales.get(locale) ?? Intl.NumberFormat.supportedLocalesOf([locale.replaceAll('_', '-')])[0] ?? 'en-US';
  locales.set(locale, known);
  return known;
};

/** Formats are made once for what they format: making one costs a hundred times as much as using it. */
const remembering = <Options, Format>(make: (locale: string, options: Options) => Format) => {
  const made = new Map<string, Format>();
  return (options: Options, locale = intlLocale()): Format => {
    const key = `${locale} ${JSON.stringify(options)}`;
    let format = made.get(key);
    if (format === undefined) made.set(key, (format = make(locale, options)));
    return format;
  };
};

/** How numbers are written in the running user's locale, or another one. */
export const numberFormat = remembering(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);

/** How dates and times are written in the running user's locale, or another one. */
export const dateTimeFormat = remembering(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);
