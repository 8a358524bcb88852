import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { fingerprint } from '../../lib/project/hooks/check/fingerprint.ts';
import { secretsInNotebook, secretsInText } from '../../lib/project/hooks/check/secret-places.ts';
import { checkStaged } from '../../lib/project/index.ts';
import { findSecrets } from '../../lib/run/secrets/find-secrets.ts';
import { gitEnvironment, makeRepository, ranNotebook, type TestRepository } from './git-repository.ts';

// Put together here, so that no tool takes this file for one with secrets.
const samples: Record<string, string> = {
  'AWS access key': `AKIA${'QWERTYUIOPASDFGH'}`,
  'AWS secret key': `aws_secret_access_key = ${'wJalrXUtnFEMI/K7MDENG/bPxRfiCY'}${'ABCDEFGHIJ'}`,
  'GitHub token': `ghp_${'a1B2c3D4e5'.repeat(4)}`,
  'GitLab token': `glpat-${'x1Y2z3A4b5C6d7E8f9G0'}`,
  'Slack token': `xoxb-${'123456789012-abcdefABCDEF'}`,
  'Google API key': `AIza${'SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q'}`,
  'npm token': `npm_${'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'}`,
  'private key': `-----BEGIN ${'OPENSSH'} PRIVATE KEY-----`,
  'Hugging Face token': `hf_${'AbCdEfGhIjKlMnOpQrStUvWxYz12345678'}`,
  'JSON web token': `eyJ${'hbGciOiJIUzI1NiJ9'}.eyJ${'zdWIiOiIxMjM0NTY3ODkwIn0'}.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P`,
  password: `const password = "${'Tr0ub4dor&3xQ9!vL'}";`,
};

describe('findSecrets()', () => {
  test.each(Object.entries(samples))('finds a %s', (kind, text) => {
    expect(findSecrets(`a ${text} b`).map((secret) => secret.kind)).toEqual([kind]);
  });

  const reference = ['$', '{process.env.PASSWORD}'].join('');
  test.each([
    'AKIAIOSFODNN7EXAMPLE',
    'const password = "correct horse battery"',
    `const password = "${reference}"`,
    'const token = "your-token-goes-here-1"',
    'the header eyJhbGciOiJIUzI1NiJ9 of a token',
    'apiKey: "placeholder-1234567"',
    'const secret = readSecret("the-name-of-it-1")',
    'password: "aaaaaaaaaaaa1111"',
    'https://example.org/user:name',
    'the digest 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  ])('finds none in %s', (text) => {
    expect(findSecrets(text)).toEqual([]);
  });

  test('takes no long time over a long line', () => {
    expect(findSecrets('token'.repeat(200_000))).toEqual([]);
    expect(findSecrets('eyJ'.repeat(300_000))).toEqual([]);
    expect(findSecrets('a://b:'.repeat(100_000))).toEqual([]);
  });
});

test('secretsInText() says the line, and passes one that is allowed there', () => {
  const key = samples['AWS access key'] as string;
  const text = `one\n  ${key}\n${key} // octavo: allow-secret\n`;
  expect(secretsInText(text)).toEqual([{ kind: 'AWS access key', fingerprint: fingerprint(key), line: 2 }]);
});

test('secretsInNotebook() finds them in sources and in what was printed, with the line of the file', () => {
  const [token, key] = [samples['GitHub token'] as string, samples['private key'] as string];
  const text = ranNotebook(`const token = "${token}";`, 1, key);
  const found = secretsInNotebook(text);
  expect(found.map(({ kind, cell }) => [kind, cell])).toEqual([
    ['GitHub token', 'a1b2c3d4'],
    ['private key', 'a1b2c3d4'],
  ]);
  const lines = text.split('\n');
  expect(found.map(({ line }) => lines[line - 1]?.trim())).toEqual([`"const token = \\"${token}\\";"`, `"${key}\\n"`]);
  expect(secretsInNotebook(ranNotebook(`const token = "${token}"; // octavo: allow-secret`))).toEqual([]);
});

describe('checkStaged()', () => {
  let one: TestRepository;
  beforeAll(() => {
    for (const name of Object.keys(process.env)) if (name.startsWith('GIT_')) delete process.env[name];
    Object.assign(process.env, gitEnvironment);
  });
  afterEach(() => one.remove());

  test('looks at what is staged, not at the files', async () => {
    const key = samples['AWS access key'] as string;
    one = makeRepository({
      'a.ts': `\nconst key = "${key}";\n`,
      'notebooks/n.ipynb': ranNotebook('1;'),
      'ä.bin': 'x'.repeat(5_000_001),
    });
    one.git('add', '-A');
    one.write('a.ts', 'clean\n');
    one.write('not-staged.ts', key);
    const { files, problems } = await checkStaged(one.root);
    expect(files).toBe(4);
    expect(problems.map(({ check, path, line }) => [check, path, line])).toEqual([
      ['secrets', 'a.ts', 2],
      ['clean', 'notebooks/n.ipynb', undefined],
      ['size', 'ä.bin', undefined],
    ]);
    expect(JSON.stringify(problems)).not.toContain(key);
    one.git('add', 'a.ts');
    one.git('rm', '-q', '--cached', 'ä.bin', 'notebooks/n.ipynb');
    expect((await checkStaged(one.root)).problems).toEqual([]);
  });

  test('allows what package.json says, and refuses settings that it does not know', async () => {
    const key = samples['npm token'] as string;
    const hooks = { allowSecrets: [fingerprint(key), 'fixtures/'], maxFileMegabytes: 0.001, skip: ['clean'] };
    one = makeRepository({
      'package.json': JSON.stringify({ octavo: { hooks } }),
      'a.ts': key,
      'fixtures/b.ts': samples['GitHub token'] as string,
      'c.txt': 'x'.repeat(1001),
      'notebooks/n.ipynb': ranNotebook('1;'),
    });
    one.git('add', '-A');
    one.git('commit', '-qm', 'all');
    expect((await checkStaged(one.root)).files).toBe(0);
    expect((await checkStaged(one.root, { all: true })).problems.map(({ path }) => path)).toEqual(['c.txt']);
    one.write('package.json', JSON.stringify({ octavo: { hooks: { maxFileSize: 3 } } }));
    await expect(checkStaged(one.root)).rejects.toMatchObject({ code: 'hooks-setting-unknown' });
  });

  test('refuses a library that is not what the notebooks export, and a notebook that was saved half-way', async () => {
    const source = '//| default_exp price\n//| export\nconst price = 1;';
    one = makeRepository({
      'notebooks/n.ipynb': ranNotebook(source),
      'notebooks/half.ipynb': ranNotebook('').slice(0, 99),
    });
    one.git('add', '-A');
    const half = (await checkStaged(one.root)).problems;
    expect(half.map(({ check, path }) => [check, path])).toContainEqual(['clean', 'notebooks/half.ipynb']);
    one.git('rm', '-qf', '--cached', 'notebooks/half.ipynb');
    one.write('notebooks/half.ipynb', ranNotebook(''));
    const { problems } = await checkStaged(one.root);
    expect(problems.map(({ check, path }) => [check, path])).toContainEqual(['export', 'lib']);
    one.write('notebooks/n.ipynb', ranNotebook(`${source}\n  const = 2;`));
    const [broken] = (await checkStaged(one.root)).problems.filter(({ check }) => check === 'export');
    const lines = readFileSync(join(one.root, 'notebooks/n.ipynb'), 'utf8').split('\n');
    expect(lines[(broken?.line ?? 0) - 1]).toContain('const = 2');
    expect(broken?.message, 'without the place, which is told before it').not.toContain('.ipynb');
  });
});
