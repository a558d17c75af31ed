const HEADING = '## Install in Salesforce';

/** A built version of the package. */
export interface PackageVersion {
  /** `04t...` */
  readonly id: string;
  /** E.g. `0.1.0.4`. */
  readonly number: string;
  /** Whether it can be installed in production. */
  readonly released: boolean;
}

const linkFor = (login: 'login' | 'test', id: string): string =>
  `https://${login}.salesforce.com/packaging/installPackage.apexp?p0=${id}`;

const sectionFor = ({ id, number, released }: PackageVersion): string => {
  const lines = released
    ? [`Version ${number}:`, '', `- [Install in production](${linkFor('login', id)})`]
    : [`Version ${number}, a beta: it installs in sandboxes and scratch orgs only, and cannot be upgraded.`, ''];
  lines.push(`- [Install in a sandbox](${linkFor('test', id)})`);
  return [
    HEADING,
    '',
    ...lines,
    '',
    'Choose **Install for All Users**, then open the app **Demodesk** and follow its Home page.',
    '',
  ].join('\n');
};

/**
 * @param readme the text of README.md, with the heading "Install in Salesforce"
 * @returns the same with the section under that heading naming the version
 * @throws Error when the heading is missing
 */
export const withInstallLinks = (readme: string, version: PackageVersion): string => {
  const start = readme.indexOf(`${HEADING}\n`);
  if (start < 0) throw new Error(`README.md has no heading "${HEADING}".`);
  const next = readme.indexOf('\n## ', start);
  const rest = next < 0 ? '' : readme.slice(next + 1);
  return `${readme.slice(0, start)}${sectionFor(version)}\n${rest}`.trimEnd().concat('\n');
};
