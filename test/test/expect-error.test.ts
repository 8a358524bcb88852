import { expect, test } from 'vitest';
import { OctavoError } from '../../lib/errors/index.ts';
import { expectError } from '../../lib/test/index.ts';

const refuse = () => {
  throw new OctavoError('run-unknown', 'Unknown parameter "epoch"', { hint: 'did you mean "epochs"?' });
};

test('expectError() returns the error, of a promise too', async () => {
  expect(expectError(refuse, { code: 'run-unknown', contains: 'did you mean' }).message).toBe(
    'Unknown parameter "epoch"',
  );
  const rejected = expectError(async () => refuse());
  expect(rejected).toBeInstanceOf(Promise);
  expect((await rejected).name).toBe('OctavoError');
});

test('expectError() says what came instead', async () => {
  expect(() => expectError(() => 1, { code: 'run-unknown' })).toThrow(
    'Expected an error ("run-unknown"), but nothing was thrown',
  );
  expect(() => expectError(refuse, { code: 'run-other' })).toThrow(
    'code "run-other", but got "run-unknown": Unknown parameter',
  );
  expect(() => expectError(refuse, { contains: 'batch' })).toThrow('contains "batch", but it says: Unknown parameter');
  await expect(expectError(async () => 1)).rejects.toThrow('nothing was thrown');
  await expect(expectError(() => Promise.reject('text'))).rejects.toThrow(
    'Expected an Error, but string was thrown: text',
  );
});

test('expectError() keeps the error that came as the cause of its own', () => {
  try {
    expectError(refuse, { code: 'run-other' });
    expect.unreachable();
  } catch (failure) {
    expect((failure as Error).cause).toMatchObject({ code: 'run-unknown' });
  }
});
