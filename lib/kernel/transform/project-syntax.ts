/** What a project's tsconfig.json says about syntax that is not TypeScript's alone. */
export interface ProjectSyntax {
  jsx: JsxSyntax | undefined; // undefined: the project writes no JSX
  legacyDecorators: boolean; // `experimentalDecorators`
  decoratorMetadata: boolean; // `emitDecoratorMetadata`
}

export interface JsxSyntax {
  runtime: 'automatic' | 'classic';
  importSource?: string; // of the automatic runtime: react unless it says otherwise
  pragma?: string; // of the classic one: `h`, React.createElement unless it says otherwise
  pragmaFrag?: string;
}

/** The compiler options that matter here, as tsconfig.json spells them. */
export interface SyntaxOptions {
  jsx?: string;
  jsxImportSource?: string;
  jsxFactory?: string;
  jsxFragmentFactory?: string;
  reactNamespace?: string;
  experimentalDecorators?: boolean;
  emitDecoratorMetadata?: boolean;
}

/** Reads compiler options, those of a tsconfig.json and all that it extends taken together. */
export function projectSyntax(options: SyntaxOptions): ProjectSyntax {
  return {
    jsx: jsxSyntax(options),
    legacyDecorators: options.experimentalDecorators === true,
    decoratorMetadata: options.emitDecoratorMetadata === true,
  };
}

/** `preserve` and `react-native` leave the work to another tool, which uses the automatic runtime unless a factory is named. */
function jsxSyntax(options: SyntaxOptions): JsxSyntax | undefined {
  const { jsx, jsxImportSource, jsxFactory, jsxFragmentFactory, reactNamespace } = options;
  if (!jsx) return undefined;
  if (jsx !== 'react' && !(jsxFactory && !jsx.startsWith('react-jsx'))) {
    return { runtime: 'automatic', ...(jsxImportSource ? { importSource: jsxImportSource } : {}) };
  }
  const pragma = jsxFactory ?? (reactNamespace ? `${reactNamespace}.createElement` : undefined);
  const pragmaFrag = jsxFragmentFactory ?? (reactNamespace ? `${reactNamespace}.Fragment` : undefined);
  return { runtime: 'classic', ...(pragma ? { pragma } : {}), ...(pragmaFrag ? { pragmaFrag } : {}) };
}
