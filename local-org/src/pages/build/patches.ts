import { join } from 'node:path';
import { BASE_COMPONENTS } from './folders.ts';

/** A change to a file of the base components, which are made for an org that serves icons and pages otherwise. */
interface Patch {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A typed date is compared with itself in UTC, and so refused wherever midnight is another day there: east of London. */
const TYPED_DATES: readonly Patch[] = [
  {
    file: 'internationalizationLibrary/datetime/dateTimeUtils.js',
    from: 'const utcOptions = Object.assign({}, utcTimeZone, formatOptions);',
    to: 'const utcOptions = Object.assign({}, formatOptions);',
  },
];

/**
 * Icons come from the sprites of the design system instead of some two thousand templates that would have to be
 * compiled first.
 */
const ICONS: readonly Patch[] = [
  {
    file: 'primitiveIcon/primitiveIcon.js',
    from: "return this.src ? sanitizeURL(this.src) : '';",
    to: 'return this.src ? sanitizeURL(this.src) : getIconPath(this._iconName, dir);',
  },
  {
    file: 'primitiveIcon/primitiveIcon.js',
    from: "import { getName, isValidName } from 'lightning/iconUtils';",
    to: "import { getName, getIconPath, isValidName } from 'lightning/iconUtils';",
  },
  {
    file: 'primitiveIcon/primitiveIcon.js',
    from: 'async requestIconTemplates() {',
    to: 'async requestIconTemplates() { this._iconLibrary = {}; return;',
  },
  {
    file: 'primitiveIcon/primitiveIcon.js',
    from: "import { fetchIconLibrary, hasIconLibrary, getIconLibrary } from './fetch';",
    to: 'const fetchIconLibrary = undefined, hasIconLibrary = undefined, getIconLibrary = undefined;',
  },
];

const PATCHES = [...ICONS, ...TYPED_DATES];

/**
 * The source of a base component as it is built here.
 * @throws Error when another version of the base components has not the place that is to be changed
 */
export const patchBaseComponent = (file: string, source: string): string =>
  PATCHES.filter((patch) => join(BASE_COMPONENTS, 'src/lightning', patch.file) === file).reduce(
    (text, { from, to }) => {
      if (!text.includes(from))
        throw new Error(`${file} is not the version that the local org builds with: no "${from}"`);
      return text.replace(from, to);
    },
    source,
  );
