import { expect, test } from 'vitest';
import { findSecrets } from '../../lib/run/secrets/find-secrets.ts';

test('a text full of secrets is given up after a thousand of them', () => {
  const text = Array.from({ length: 150_000 }, () => `AKIA${'ABCD'.repeat(4)}`).join('\n');
  expect(findSecrets(text)).toHaveLength(1000);
});
