import type { CellDocument } from './language.ts';

type Documentation = string | { kind: string; value: string };

interface LspSignatureHelp {
  signatures: {
    label: string;
    documentation?: Documentation;
    parameters?: { label: string; documentation?: Documentation }[];
    activeParameter?: number | null;
  }[];
  activeSignature?: number;
  activeParameter?: number | null;
}

/** The call that a place is inside of. */
export interface Call {
  signatures: string[]; // the one that fits first; what the function is called stands first in each
  documentation: string; // markdown
  parameter: { label: string; documentation: string; number: number; count: number } | undefined; // the one being written
}

/** Asks for the call whose parentheses a place is in. Undefined where there is none, or when the server is missing or late. */
export async function callAround(document: CellDocument, offset: number): Promise<Call | undefined> {
  const help = await document.ask<LspSignatureHelp | null>('textDocument/signatureHelp', offset, {
    context: { triggerKind: 1, isRetrigger: false },
  });
  const active = help?.signatures[help.activeSignature ?? 0] ?? help?.signatures[0];
  if (!help || !active) return undefined;
  const number = active.activeParameter ?? help.activeParameter ?? 0;
  const parameter = active.parameters?.[number];
  return {
    signatures: [active, ...help.signatures.filter((one) => one !== active)].map(({ label }) => label),
    documentation: textOf(active.documentation),
    parameter: parameter && {
      label: parameter.label,
      documentation: textOf(parameter.documentation),
      number: number + 1,
      count: active.parameters?.length ?? 0,
    },
  };
}

function textOf(documentation: Documentation | undefined): string {
  return typeof documentation === 'object' ? documentation.value : (documentation ?? '');
}
