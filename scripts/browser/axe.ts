import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** One rule of accessibility that a page breaks. */
export interface Violation {
  readonly rule: string;
  readonly impact: string;
  readonly help: string;
  /** Where, as selectors, with the HTML found there. */
  readonly places: readonly string[];
}

/** Levels that Salesforce asks of components: WCAG 2.2 AA, and what axe calls best practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Runs axe on what the page shows now.
 * @param within CSS selector of a part of the page; default: the whole page
 * @returns what is wrong; empty = nothing found
 */
export const accessibilityViolations = async (page: Page, within?: string): Promise<readonly Violation[]> => {
  await page.evaluate(axe.source);
  return page.evaluate(
    async ({ selector, tags }) => {
      interface Found {
        id: string;
        impact?: string | null;
        help: string;
        nodes: { target: unknown[]; html: string }[];
      }
      const runner = (
        globalThis as unknown as { axe: { run(context: unknown, options: unknown): Promise<{ violations: Found[] }> } }
      ).axe;
      const document = (globalThis as unknown as { document: unknown }).document;
      const { violations } = await runner.run(selector ?? document, { runOnly: tags, resultTypes: ['violations'] });
      return violations.map(({ id, impact, help, nodes }) => ({
        rule: id,
        impact: impact ?? '',
        help,
        places: nodes.map(({ target, html }) => `${target.flat().join(' ')}: ${html.slice(0, 200)}`),
      }));
    },
    { selector: within ?? null, tags: TAGS },
  );
};
