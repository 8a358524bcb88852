import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EvaluatorCommand } from '../../lib/kernel/evaluator/protocol.ts';
import { Assist } from '../../lib/kernel/front/assist.ts';
import { Queries } from '../../lib/kernel/front/queries.ts';
import { type AssistSession, openAssistSession } from './assist-session.ts';

const place = { notebook: undefined, id: undefined, index: undefined };
const busy = new Queries(
  () => undefined,
  () => 1,
); // an evaluator in a loop never answers

let session: AssistSession;
beforeAll(async () => {
  session = openAssistSession();
  await session.run('const model = { layers: [1], name: "m" };\nconst total = 1;');
  await session.inspect('model¦'); // TypeScript has started
}, 60_000);
afterAll(() => session.close());

test('Assist keeps apart what is asked for at once', async () => {
  const assist = new Assist(busy, session.language);
  const asked = ['model.', '"😀"; model.la', 'const a: { size: 1 } = { ', 'model.layers.fl', 'model.na', 'tot', 'Mat'];
  const replies = await Promise.all(
    asked.map((code) => assist.complete({ code, cursor_pos: [...code].length }, place)),
  );
  const expected = [['layers', 'name'], ['layers'], ['size'], ['flat', 'flatMap'], ['name'], ['total'], ['Math']];
  expect(replies.map(({ matches }) => matches)).toEqual(expected);
  expect(replies[1]).toMatchObject({ cursor_start: 11, cursor_end: 13 }); // characters
});

test('Assist falls back on names when nobody answers', async () => {
  const server = {
    ...session.language,
    open: () => new Promise<never>(() => {}),
    names: () => session.language.names(),
  };
  const assist = new Assist(busy, server as never);
  expect(await assist.complete({ code: 'tot', cursor_pos: 3 }, place)).toMatchObject({ matches: ['total'] });
  expect(await assist.complete({ code: 'model.', cursor_pos: 6 }, place)).toMatchObject({ matches: [] });
  expect(await new Assist(busy, undefined).inspect({ code: 'total', cursor_pos: 5 }, place)).toMatchObject({
    found: false,
  });
});

test('Queries tell answers from other events, and hand each to its question', async () => {
  const sent: EvaluatorCommand[] = [];
  let requests = 0;
  const queries = new Queries(
    (command) => sent.push(command),
    () => ++requests,
  );
  const first = queries.completeness('f(');
  const second = queries.members(['a'], 60_000);
  expect(sent).toEqual([
    { type: 'is-complete', request: 1, code: 'f(' },
    { type: 'members', request: 2, chain: ['a'] },
  ]);
  expect(queries.take({ type: 'ready' })).toBe(false);
  expect(queries.take({ type: 'members', request: 2, members: [{ name: 'b', type: 'property' }] })).toBe(true);
  expect(queries.take({ type: 'completeness', request: 1, status: 'incomplete', indent: '  ' })).toBe(true);
  expect(await first).toEqual({ status: 'incomplete', indent: '  ' });
  expect(await second).toEqual([{ name: 'b', type: 'property' }]);
});
