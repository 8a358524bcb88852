import { expect, test } from 'vitest';
import { distribution, formatDistribution, percentile } from '../../bench/distribution.ts';
import { delays } from '../../bench/lab/delays.ts';
import { smoothness } from '../../bench/lab/frames.ts';
import { formatSections } from '../../bench/report.ts';

test('distribution() sorts by number and lays percentiles between neighbours', () => {
  expect(distribution([100, 9, 20, 30, 40])).toEqual({ count: 5, min: 9, median: 30, p90: 76, max: 100 });
  expect(percentile([1, 2], 0.5)).toBe(1.5);
  expect(distribution([7])).toEqual({ count: 1, min: 7, median: 7, p90: 7, max: 7 });
});

test('distribution() refuses to make a figure of nothing', () => {
  expect(() => distribution([])).toThrow('Nothing was measured');
});

test('formatDistribution() says how often it was measured', () => {
  expect(formatDistribution(distribution([1, 2, 3]), 's', 1)).toBe('median 2.0 s (1.0-3.0, p90 2.8; 3 times)');
});

test('smoothness() counts frames longer than 1/30 s, but not two at 60 Hz', () => {
  const lengths = [16.7, 33.4, 50, 16.7, 16.6, 16.6];
  let nowMs = 1000;
  const starts = [nowMs, ...lengths.map((length) => (nowMs += length))];
  const smooth = smoothness(starts);
  expect(smooth).toMatchObject({ frames: 6, longShare: 1 / 6 });
  expect(smooth.perSecond).toBeCloseTo(40, 5);
  expect(smooth.longestMs).toBeCloseTo(50, 5);
  expect(() => smoothness([1000])).toThrow('No frames');
});

test('delays() takes the first sight of a point, or of one that came after it', () => {
  const logged = [
    { atMs: 1000, kind: 'lone' },
    { atMs: 2000, kind: 'stream' },
    { atMs: 2010, kind: 'stream' },
    { atMs: 3000, kind: 'lone' },
  ];
  const sights = [
    { value: 2010, seenMs: 2100 },
    { value: 1000, seenMs: 1050 },
    { value: 1000, seenMs: 1400 },
  ];
  expect(delays(logged, sights)).toEqual({ byKind: { lone: [50], stream: [100, 90] }, passedOver: 2, unseen: 1 });
});

test('formatSections() says which goals were missed, and nothing where there is no goal', () => {
  const text = formatSections([
    {
      title: '1. Start',
      how: 'in turn',
      findings: [
        { what: 'ratio', figure: '1.02', goal: '1.05', isMet: true, data: 1.02 },
        { what: 'worse', figure: '1.20', goal: '1.05', isMet: false, data: 1.2 },
        { what: 'plain', figure: '7 s', data: 7 },
      ],
    },
  ]);
  expect(text.split('\n')).toEqual([
    '1. Start',
    '  in turn',
    '  ratio  1.02  [goal 1.05: met]',
    '  worse  1.20  [goal 1.05: MISSED]',
    '  plain  7 s',
  ]);
});
