import { distribution, formatDistribution } from '../distribution.ts';
import type { Section } from '../report.ts';
import { type Contest, inTurn, ratioFinding, timeCell, titles, withKernels } from './contest.ts';

const early = { from: 10, to: 100 };
const kinds = { independent: independentCell, chain: chainedCell };

/** What the thousandth typed cell of a notebook costs more than its fiftieth. */
export async function measureLongNotebook(contest: Contest): Promise<Section> {
  const length = contest.rounds(1000, 250);
  const late = { from: length - 100, to: length };
  const findings: Section['findings'] = [];
  for (const [kind, cell] of Object.entries(kinds)) {
    contest.say(`a notebook of ${length} cells: ${kind}`);
    const names = ['checked', 'tslab'] as const;
    const times = await withKernels(contest, names, (kernels) =>
      inTurn(names, { counted: length, warmUp: 0 }, (name, round) => timeCell(kernels[name], cell(round))),
    );
    for (const name of names) {
      const [own, other] = [late, early].map(({ from, to }) => times[name]?.slice(from, to) ?? []) as [
        number[],
        number[],
      ];
      const what = `${titles[name]}, ${kind}`;
      const ratio = ratioFinding({ what: `${what}: late / early`, own, other, atMost: 1.5 });
      const figure = `early ${formatDistribution(distribution(other), 'ms', 1)}; late ${formatDistribution(distribution(own), 'ms', 1)}`;
      findings.push({ what, figure, data: times[name] });
      findings.push(name === 'checked' ? ratio : { what: ratio.what, figure: ratio.figure, data: ratio.data });
    }
  }
  return {
    title: `Cells ${late.from}-${late.to} of one notebook against cells ${early.from}-${early.to}`,
    how: 'Functions, classes, types and constants in one notebook. Independent: each declares its own. Chain: each uses the name before it.',
    findings,
  };
}

function independentCell(index: number): string {
  const cells = [
    `const amount${index}: number = ${index};\namount${index} + 1`,
    `function double${index}(value: number): number {\n  return value * 2;\n}\ndouble${index}(${index})`,
    `class Point${index} {\n  constructor(readonly x: number, readonly y: number) {}\n}\nnew Point${index}(1, 2).x`,
    `interface Row${index} { name: string; size: number }\nconst rows${index}: Row${index}[] = [{ name: 'a', size: ${index} }];\nrows${index}.length`,
    `const words${index} = ['one', 'two'].map((word) => word.length);\nwords${index}[0]`,
  ];
  return cells[index % cells.length] as string;
}

/** Every link is a number or makes one, whatever kind of declaration it is. */
function chainedCell(index: number): string {
  const before = index === 0 ? '0' : linkValue(index - 1);
  const cells = [
    `const link${index}: number = ${before} + 1;\nlink${index}`,
    `function link${index}(): number {\n  return ${before} + 1;\n}\nlink${index}()`,
    `class Link${index} {\n  readonly value: number = ${before} + 1;\n}\nnew Link${index}().value`,
  ];
  return cells[index % cells.length] as string;
}

function linkValue(index: number): string {
  return [`link${index}`, `link${index}()`, `new Link${index}().value`][index % 3] as string;
}
