import { expect, test } from 'vitest';
import { parseFilter } from '../../jupyter-extension/src/views/runs/filter.ts';

const known = {
  parameters: ['lr', 'model', 'epochs'],
  metrics: ['accuracy', 'loss/train', 'lr'],
  tags: ['kind', 'a b'],
};
const read = (text: string) => parseFilter(text, known);

test('parseFilter() takes words for the name, conditions and endings apart', () => {
  expect(read('iris  run lr=0.1 accuracy>0.9 status:failed,lost')).toEqual({
    name: 'iris run',
    where: ['parameters.lr=0.1', 'metrics.accuracy>0.9'],
    statuses: ['failed', 'lost'],
    notUnderstood: [],
  });
  expect(read('   ')).toEqual({ name: '', where: [], statuses: [], notUnderstood: [] });
});

test('parseFilter() finds out what a name is, and where it is several takes what the sign suits', () => {
  expect(read('lr=1 lr>1 params.lr>1 kind!=nightly loss/train<=.5').where).toEqual([
    'parameters.lr=1',
    'metrics.lr>1',
    'parameters.lr>1',
    'tags.kind!=nightly',
    'metrics.loss/train<=0.5',
  ]);
});

test('parseFilter() takes blanks around signs, and quoted names and values', () => {
  expect(read('accuracy >= 0.5 "a b" = "x = y" "two words"')).toMatchObject({
    name: 'two words',
    where: ['metrics.accuracy>=0.5', 'tags.a b=x = y'],
  });
});

test('parseFilter() leaves out what it does not understand, and says why', () => {
  expect(read('acuracy>1 x accuracy>high model<b kind= status:fail status: nonsense=1')).toEqual({
    name: 'x',
    where: [],
    statuses: [],
    notUnderstood: [
      { text: 'acuracy>1', why: 'unknown-name', suggestion: 'accuracy' },
      { text: 'accuracy>high', why: 'not-a-number' },
      { text: 'model<b', why: 'not-a-number' },
      { text: 'kind=', why: 'no-value' },
      { text: 'fail', why: 'unknown-status', suggestion: 'failed' },
      { text: 'status:', why: 'no-value' },
      { text: 'nonsense=1', why: 'unknown-name', suggestion: undefined },
    ],
  });
});

test('parseFilter() says that a quotation mark is open, and stops there', () => {
  expect(read('one "two three').notUnderstood).toEqual([{ text: '"two three', why: 'open-quote' }]);
  expect(read('one "two three').name).toBe('one');
});

test('parseFilter() knows MLflow words, and no name that every object has', () => {
  expect(read('status:FINISHED status:timed_out').statuses).toEqual(['FINISHED', 'timed-out']);
  expect(read('constructor=1').notUnderstood).toEqual([
    { text: 'constructor=1', why: 'unknown-name', suggestion: undefined },
  ]);
});
