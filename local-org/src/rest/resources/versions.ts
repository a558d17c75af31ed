import { NEWEST_API_VERSION } from '../../project/sfdx-project.ts';
import { apiPath, type Resource } from '../api.ts';

/** The oldest version Salesforce still serves. */
const OLDEST = 31;

/** e.g. 65 -> `Winter '26`: three releases a year, Winter counted to the next. */
const release = (version: number): string => {
  const season = ['Spring', 'Summer', 'Winter'][version % 3] ?? '';
  const year = 25 + Math.floor((version - 63) / 3) + (season === 'Winter' ? 1 : 0);
  return `${season} '${String(((year % 100) + 100) % 100).padStart(2, '0')}`;
};

const served = Array.from({ length: Number(NEWEST_API_VERSION) - OLDEST + 1 }, (_, index) => OLDEST + index);

/** Whether `/services/data/v{version}` exists. @param version e.g. `65.0` */
export const isServed = (version: string): boolean => served.some((number) => `${number}.0` === version);

/** What `/services/data` answers, without a session. */
export const versionList = (): readonly { label: string; url: string; version: string }[] =>
  served.map((number) => ({ label: release(number), url: apiPath(`${number}.0`), version: `${number}.0` }));

/** `/services/data/vNN.0/`: what there is. */
export const resourceList: Resource = {
  path: '',
  methods: {
    GET: ({ version }) => ({
      status: 200,
      body: Object.fromEntries(
        ['composite', 'limits', 'query', 'queryAll', 'sobjects', 'tooling'].map((name) => [
          name,
          apiPath(version, name),
        ]),
      ),
    }),
  },
};
