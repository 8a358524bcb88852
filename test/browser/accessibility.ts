import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What the rules of WCAG 2.2 A and AA find wrong with an element and all in it: the rule, and the markup. */
export async function accessibilityProblems(page: Page, selector: string): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (within) =>
      (window as unknown as { axe: { run: (within: string, options: object) => Promise<AxeResults> } }).axe.run(
        within,
        {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
        },
      ),
    selector,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.html.slice(0, 200)}`),
  );
}
