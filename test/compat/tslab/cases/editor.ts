import type { Topic } from '../corpus.ts';

export const editor: Topic = {
  title: 'completion, inspection and whether a cell is complete',
  cases: [
    { name: 'members of a text', steps: [{ complete: "'text'.to|", offers: ['toUpperCase', 'toString'] }] },
    {
      name: 'members of a variable of an earlier cell',
      steps: ['const numbers = [1, 2];', { complete: 'numbers.ma|', offers: ['map'] }],
    },
    {
      name: 'members of an object of this cell',
      steps: [{ complete: 'const point = { xAxis: 1, yAxis: 2 };\npoint.|', offers: ['xAxis', 'yAxis'] }],
    },
    {
      name: 'a name of an earlier cell',
      steps: ['const temperature = 20;', { complete: 'temp|', offers: ['temperature'] }],
    },
    {
      name: 'a global',
      steps: [
        { complete: 'conso|', offers: ['console'] },
        { complete: 'Math.fl|', offers: ['floor'] },
      ],
    },
    { name: 'a keyword', steps: [{ complete: 'functio|', offers: ['function'] }] },
    {
      name: 'the keys that a function wants',
      steps: [
        'function draw(options: { colour: string; width: number }) {}',
        { complete: 'draw({ |})', offers: ['colour', 'width'] },
      ],
    },
    {
      name: 'the texts that a union allows',
      steps: ["function align(to: 'left' | 'right') {}", { complete: "align('|')", offers: ['left', 'right'] }],
    },
    { name: 'an import by name', steps: [{ complete: "import { basen| } from 'path';", offers: ['basename'] }] },
    { name: 'the path of an import', steps: [{ complete: "import { twice } from './dou|'", offers: ['double'] }] },
    {
      name: 'members of a class of an earlier cell',
      steps: ['class Car { speed = 1; drive(): void {} }', { complete: 'new Car().|', offers: ['speed', 'drive'] }],
    },
    {
      name: 'members of a module of an earlier cell',
      steps: ["import * as files from 'fs';", { complete: 'files.readFileS|', offers: ['readFileSync'] }],
    },
    {
      name: 'display of tslab',
      steps: ["import * as tslab from 'tslab';", { complete: 'tslab.display.ht|', offers: ['html'] }],
    },
    { name: 'inspection of a constant', steps: ['const weight = 5;', { inspect: 'wei|ght', says: ['const weight'] }] },
    {
      name: 'inspection of a function with its words',
      steps: [
        '/** Says hello.\n * @param who the person */\nfunction hello(who: string): string { return who; }',
        { inspect: 'hel|lo', says: ['hello(who: string): string', 'Says hello.'] },
      ],
    },
    { name: 'inspection of a member', steps: [{ inspect: "'a'.toUp|perCase()", says: ['toUpperCase(): string'] }] },
    { name: 'inspection of nothing', steps: [{ inspect: '|', says: ['anything'] }] },
    {
      name: 'complete cells',
      steps: [
        { isComplete: 'const a = 1;' },
        { isComplete: '1 + 1' },
        { isComplete: 'function f() {}' },
        { isComplete: 'if (true) {\n}' },
      ],
    },
    {
      name: 'incomplete cells',
      steps: [
        { isComplete: 'function f() {' },
        { isComplete: 'console.log(' },
        { isComplete: 'const a = [1,' },
        { isComplete: '`text' },
        { isComplete: '/* open' },
      ],
      octavo: ['incomplete', 'incomplete', 'incomplete', 'incomplete', 'incomplete'],
    },
    {
      name: 'a cell that cannot become one',
      steps: [{ isComplete: 'const = 5;' }, { isComplete: '}' }],
      octavo: ['invalid', 'invalid'],
    },
    { name: 'a cell that ends with an operator', steps: [{ isComplete: 'const a = 1 +' }] },
    { name: 'an empty cell', steps: [{ isComplete: '' }] },
  ],
};
