/**
 * Entry points that the graph engine gave up. When it fails on one, it writes that into its log and goes on: Code
 * Analyzer reports nothing, and a path that nobody looked at would pass for a clean one.
 */
import { basename } from 'node:path';
import type { Finding } from '../engine/finding.ts';

/** `Internal Error executing rule. submission=…{pathEntry=Method{properties={…}}…}`, then why. */
const FAILURE = /^ERROR (?:Internal|Timeout) Error executing rule\. submission=(.*)\n(.*)/gm;

const property = (submission: string, name: string): string | undefined =>
  new RegExp(`[{ ]${name}=([^,}]*)`).exec(submission)?.[1];

/** The engine names places as it stores them; the line is what a person needs of them. */
const placeIn = (reason: string): string => {
  const line = property(reason, 'BeginLine');
  const type = property(reason, 'DefiningType');
  return line === undefined ? reason : `it cannot work with the ${reason.split('{')[0] ?? ''} in ${type ?? ''}:${line}`;
};

/**
 * @param log what the graph engine wrote
 * @param files paths of the classes that it saw
 */
export const entryPointsGivenUp = (log: string, files: readonly string[]): readonly Finding[] =>
  [...log.matchAll(FAILURE)].map(([, submission = '', reason = '']) => {
    const type = property(submission, 'DefiningType') ?? '';
    const file = `${type.split('.')[0] ?? ''}.cls`;
    return {
      file: files.find((path) => basename(path) === file) ?? file,
      line: Number(property(submission, 'BeginLine') ?? 1),
      rule: 'sfge:given-up',
      message: `The graph engine did not follow ${type}.${property(submission, 'Name') ?? ''} to its end: ${placeIn(reason)}`,
      remedy: 'Write it in a simpler way, for example with a variable for a comparison that is an argument.',
    };
  });
