/** A random program of typed statements that declare nothing twice, and use only what stands before them. */

type Kind = 'number' | 'text' | 'list' | 'record' | 'function' | 'asynchronous' | 'class';

interface Variable {
  name: string;
  kind: Kind;
  assignable: boolean;
}

/** Choices that were made beforehand, so that a program that shows a defect can be made again, and smaller. */
class Tape {
  #at = 0;
  readonly choices: number[];

  constructor(choices: number[]) {
    this.choices = choices;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.choices.length;
  }

  below(count: number): number {
    const choice = this.choices[this.#at++] ?? 0;
    return choice % count;
  }

  one<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }
}

// Names that are globals of Node, that the kernel could take for its own, or that were special once.
const oddNames = ['name', 'toString', 'fetch', 'event', '$', '$1', '$cell', 'async', 'of', 'get', 'constructor', 'ünï'];

class Program {
  readonly statements: string[] = [];
  readonly #tape: Tape;
  readonly #variables: Variable[] = [];
  readonly #oddNames = [...oddNames];
  readonly #promised: string[] = []; // names that a function mentions before they are declared
  #count = 0;

  constructor(tape: Tape) {
    this.#tape = tape;
  }

  fresh(): string {
    this.#count += 1;
    const isOdd = this.#oddNames.length > 0 && this.#tape.below(4) === 0;
    return isOdd ? (this.#oddNames.shift() as string) : `v${this.#count}`;
  }

  declare(kind: Kind, assignable = false, name = this.fresh()): string {
    this.#variables.push({ name, kind, assignable });
    return name;
  }

  variable(kind: Kind, assignable = false): string | undefined {
    const fitting = this.#variables.filter((one) => one.kind === kind && (one.assignable || !assignable));
    return fitting.length === 0 ? undefined : this.#tape.one(fitting).name;
  }

  number(depth = 2): string {
    const known = this.variable('number');
    const called = this.variable('function');
    if (depth === 0) return known ?? String(this.#tape.below(10));
    const [a, b] = [this.number(depth - 1), this.number(depth - 1)];
    const list = this.variable('list');
    const record = this.variable('record');
    return this.#tape.one([
      String(this.#tape.below(100)),
      known ?? '1_000',
      `(${a} + ${b})`,
      `(${a} * 2 - ${b}) % 1000`,
      `Math.max(${a}, ${b})`,
      `(${a} > ${b} ? ${a} : ${b})`,
      `((${a}), ${b})`,
      `((${a} % 5) ** 2)`,
      called ? `${called}(${a})` : `Number('${this.#tape.below(9)}')`,
      list ? `(${list}.at(-1) ?? ${a})` : a,
      list ? `${list}.reduce((sum: number, each: number) => sum + each, ${a}) % 1000` : b,
      record ? `(${record}.p ?? 0)` : a,
      record ? `${record}?.p?.valueOf?.()` : b,
      `((each: number): number => each + ${a})(${b})`,
      `(function () { return arguments.length + ${a} })()`,
    ]);
  }

  text(): string {
    const known = this.variable('text');
    return this.#tape.one([
      `'t${this.#tape.below(9)}'`,
      known ?? "'-'",
      `\`<\${${this.number(1)}}>\``,
      `String(${this.number(1)})`,
      `typeof nowhere${this.#tape.below(3)}`,
      `typeof ${this.#variables.length > 0 ? this.#tape.one(this.#variables).name : 'Math'}`,
      `((s: TemplateStringsArray, ...v: unknown[]) => s.raw.join('|') + v.join())\`a\\n\${${this.number(1)}}\``,
    ]);
  }

  list(): string {
    const known = this.variable('list');
    return this.#tape.one([
      `[${this.number(1)}, ${this.number(1)}]`,
      known ? `[...${known}, ${this.number(1)}].slice(-6)` : '[1, 2, 3]',
      `Array.from({ length: 3 }, (_, i) => i + ${this.number(1)})`,
      `[...(function* () { yield ${this.number(1)}; yield* [2, 3] })()]`,
    ]);
  }

  record(): string {
    const number = this.variable('number');
    return this.#tape.one([
      `{ p: ${this.number(1)}, q: ${this.text()} }`,
      number ? `{ ${number}, p: ${this.number(1)}, q: 'short' }` : "{ p: 1, q: '' }",
      `{ get p() { return ${this.number(1)} }, q: 'getter' }`,
      `{ p: 5, ['q']: ${this.text()}, m() { return this.p } }`,
    ]);
  }

  value(kind: 'number' | 'text' | 'list' | 'record'): string {
    return kind === 'record' ? `(${this.record()}) as any` : this[kind]();
  }

  /** One more statement, or several that belong together. */
  step(): void {
    const steps = [
      () => this.#plain(),
      () => this.#plain(),
      () => this.#pattern(),
      () => this.#assignment(),
      () => this.#assignment(),
      () => this.#function(),
      () => this.#function(),
      () => this.#class(),
      () => this.#control(),
      () => this.#control(),
      () => this.#wait(),
      () => this.#promise(),
      () => this.#failure(),
      () => `print(${this.value(this.#tape.one(['number', 'text', 'list', 'record'] as const))});`,
    ];
    this.statements.push(this.#tape.one(steps)());
  }

  #plain(): string {
    const kind = this.#tape.one(['number', 'text', 'list', 'record'] as const);
    const keyword = this.#tape.one(['const', 'let', 'var'] as const);
    const types = { number: 'number', text: 'string', list: 'number[]', record: 'any' };
    const value = this.value(kind);
    return `${keyword} ${this.declare(kind, keyword !== 'const')}: ${types[kind]} = ${value};`;
  }

  #pattern(): string {
    const keyword = this.#tape.one(['const', 'let', 'var'] as const);
    const [record, list] = [this.value('record'), this.list()];
    if (this.#tape.below(2) === 0) {
      const [p, q, rest] = [this.declare('number', keyword !== 'const'), this.declare('text'), this.fresh()];
      return `${keyword} { p: ${p} = 1, q: ${q} = 'none', ...${rest} } = ${record};`;
    }
    const [first, second] = [this.declare('number', keyword !== 'const'), this.declare('number')];
    return `${keyword} [${first} = 1, , ${second} = 2] = ${list};`;
  }

  #assignment(): string {
    const number = this.variable('number', true);
    const other = this.variable('number', true);
    const record = this.variable('record');
    const list = this.variable('list', true);
    if (!number || !other) return `let ${this.declare('number', true)} = ${this.#tape.below(9)};`;
    return this.#tape.one([
      `${number} = ${this.number()};`,
      `${number} += ${this.number(1)};`,
      `${number}++;`,
      `print(--${number});`,
      `${number} ??= ${this.number(1)};`,
      `;[${number}, ${other}] = [${this.number(1)}, ${this.number(1)}];`,
      `({ a: ${number}, b: ${other} = 3 } = { a: ${this.number(1)} } as any);`,
      record ? `${record}.q = ${this.text()};` : `${other} &&= 4;`,
      record ? `print(delete ${record}.nothing, 'p' in ${record});` : `${other} -= 1;`,
      list ? `${list}.push(${this.number(1)});` : `${other} **= 1;`,
      list ? `${list} = ${this.list()};` : `${number} = -${other};`,
      `for (${number} of [1, ${this.number(1)}]) ${other} += ${number};`,
    ]);
  }

  #function(): string {
    const changed = this.variable('number', true);
    const body = this.number();
    const change = changed ? `${changed} = (${changed} + n) % 97; ` : '';
    const form = this.#tape.below(4);
    const name = this.declare('function', form > 1);
    if (form === 0)
      return `function ${name}(n: number, m = n + 1): number { ${change}return (n + m + ${body}) % 1000 }`;
    if (form === 1) return `const ${name} = (n: number): number => { ${change}return (n - ${body}) % 1000 };`;
    if (form === 2) return `let ${name} = function (n: number): number { ${change}return n % 7 };`;
    return `var ${name} = (n: number) => n < 1 ? 0 : ${name}(Math.min(n, 5) - 1) + 1;`;
  }

  #class(): string {
    const base = this.variable('class');
    const number = this.number(1);
    const used = this.variable('number') ?? '1';
    const name = this.declare('class');
    const parent = base ? ` extends ${base}` : '';
    return `class ${name}${parent} {
      static made = ${number};
      #own = ${this.number(1)};
      plain = ${used};
      constructor() { ${base ? 'super(); ' : ''}${name}.made += 1; }
      get own() { return this.#own + ${used} }
      set own(value: number) { this.#own = value }
      method(n = ${number}): number { return ${base ? '(super.method?.(n) ?? 0) + ' : ''}n + this.#own }
      static { print('${name}', this.made) }
    }
    { const made = new ${name}(); made.own = 5; print(made.method(), made.own, ${name}.made, made instanceof ${name}); }`;
  }

  #control(): string {
    const number = this.variable('number', true);
    const does = number ? `${number} = (${number} + i) % 50;` : 'print(i);';
    const [a, b] = [this.number(1), this.number(1)];
    const list = this.list();
    return this.#tape.one([
      () => `if (${a} > ${b}) { const i = 1; ${does} } else { let i = 2; ${does} }`,
      () => `for (let i = 0; i < 4; i++) { if (i === 2) continue; ${does} }`,
      () =>
        `{ const seen: (() => number)[] = []; for (let i = 0; i < 3; i++) seen.push(() => i); print(seen.map((f) => f())); }`,
      () =>
        `outer: for (const i of ${list}) { for (const j of [1, 2]) { if (j === 2) continue outer; if (i > 50) break outer; ${does} } }`,
      () => `for (const key in ${`(${this.record()})`}) print(key);`,
      () => `switch (${a} % 3) { case 0: print('zero'); case 1: { let i = 1; ${does} break } default: print('other') }`,
      () =>
        `try { if (${a} > ${b}) throw new RangeError('thrown'); print('not thrown') } catch (error: any) { print(error.message) } finally { print('finally') }`,
      () => `block: { if (${a} > ${b}) break block; print('went on') }`,
      () => `var ${this.declare('number', true)} = 0; do { ${this.variable('number', true)}++; } while (false);`,
      () => `{ using held = { [Symbol.dispose]() { print('disposed') } }; print(typeof held); }`,
      () => `;(function inner(depth: number): void { if (depth > 0) inner(depth - 1); else print('bottom') })(2);`,
    ])();
  }

  #wait(): string {
    const [number, list] = [this.number(1), this.list()];
    const called = this.variable('asynchronous');
    return this.#tape.one([
      () => `const ${this.declare('number')} = await ${number};`,
      () => `const ${this.declare('asynchronous')} = async (n: number) => { await null; return n + ${number} };`,
      () => (called ? `const ${this.declare('number')} = await ${called}(${number});` : `await (${number});`),
      () => `for await (const each of ${list}.map(async (n: number) => n)) print(each);`,
      () => `const [${this.declare('number')}] = await Promise.all([${number}, null]);`,
      () => `print(\`\${await ${number}}\`, await [${number}]);`,
      () => `for await (const each of (async function* () { yield ${number}; yield 2 })()) print(each);`,
      () => `{ await using held = { async [Symbol.asyncDispose]() { print('disposed') } }; print(await ${number}); }`,
    ])();
  }

  /** A function that mentions what is declared later, and is called when it is. */
  #promise(): string {
    const waiting = this.#promised.pop();
    if (waiting !== undefined) {
      const value = this.number(1);
      const [reader, name] = waiting.split(' ') as [string, string];
      this.#variables.push({ name, kind: 'number', assignable: true });
      return `let ${name} = ${value}; print(${reader}()); ${name} += 1; print(${reader}());`;
    }
    const [reader, name] = [this.fresh(), this.fresh()];
    this.#promised.push(`${reader} ${name}`);
    return `function ${reader}() { return [${name}, typeof ${name}] }`;
  }

  /** What fails in words, and now and then the end of it all. */
  #failure(): string {
    const constant = this.#variables.find((one) => one.kind === 'number' && !one.assignable)?.name;
    const attempts = [
      'nowhere',
      'nowhere = 1',
      'nowhere()',
      '(null as any).x',
      '(1 as any)()',
      'new (1 as any)()',
      'JSON.parse("{")',
    ];
    if (constant) attempts.push(`(${constant} as any) = 1`, `(${constant} as any)++`);
    const attempt = this.#tape.one(attempts);
    if (this.#tape.below(12) === 11) return `${attempt};`;
    return `try { ${attempt} } catch (error: any) { print(error.name) }`;
  }

  end(): void {
    while (this.#promised.length > 0) this.statements.push(this.#promise());
    const values = this.#variables.filter(
      ({ kind }) => kind !== 'class' && kind !== 'function' && kind !== 'asynchronous',
    );
    this.statements.push(`print(${values.map(({ name }) => name).join(', ')});`);
    const named = this.#variables.filter(({ kind }) => kind === 'class' || kind === 'function');
    this.statements.push(`print(${named.map(({ name }) => `${name}.name, ${name}.length`).join(', ')});`);
  }
}

/** Makes a program of choices: one statement, or a few on one line, an element. It shows what it does by `print`. */
export function programOf(choices: number[]): string[] {
  const tape = new Tape(choices);
  const program = new Program(tape);
  while (!tape.isAtEnd) program.step();
  program.end();
  return program.statements;
}
