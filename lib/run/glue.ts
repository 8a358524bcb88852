// Generated from notebooks/40_run/29_glue.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 54a00003 54a00005 54a00006 54a00008

// %% notebooks/40_run/29_glue.ipynb#54a00003 89add674
import { OctavoError } from '../errors/index.ts';
import { display } from '../kernel/display.ts';

// %% notebooks/40_run/29_glue.ipynb#54a00005 2ee74586
/** The MIME types of scrapbook 0.5, by encoder. */
export const scrapTypes = {
  json: 'application/scrapbook.scrap.json+json',
  text: 'application/scrapbook.scrap.text+json',
} as const;

/** What stands in the output (source: scrapbook 0.5's schema, version 1). */
export interface ScrapPayload {
  name: string;
  data: unknown;
  encoder: string;
  version: number;
}

// %% notebooks/40_run/29_glue.ipynb#54a00006 29bc7d9c
/** The output that holds a value. Throws `run-glue-value` for what JSON cannot hold. @internal */
export function scrapOutput(
  name: string,
  value: unknown,
): { data: Record<string, unknown>; metadata: Record<string, unknown> } {
  const encoder = typeof value === 'string' ? 'text' : 'json';
  const data = typeof value === 'string' ? value : jsonValue(name, value);
  const payload: ScrapPayload = { name, data, encoder, version: 1 };
  return {
    data: { [scrapTypes[encoder]]: payload, 'text/plain': `${name} = ${shownText(data)}` },
    metadata: { scrapbook: { name, data: true, display: false } },
  };
}

/** The value as it will be read again. @internal */
export function jsonValue(name: string, value: unknown): unknown {
  const refuse = (reason: string, cause?: unknown) =>
    new OctavoError('run-glue-value', `"${name}" cannot be glued: ${reason}`, {
      cause,
      hint: `glue numbers, texts, lists and records: glue(${JSON.stringify(name)}, JSON.stringify(value)) for the rest`,
    });
  let text: string | undefined;
  try {
    text = JSON.stringify(value, (_, member) => {
      if (typeof member === 'number' && !Number.isFinite(member))
        throw new RangeError(`it holds ${member}, which is not JSON`);
      return member;
    });
  } catch (cause) {
    throw refuse((cause as Error).message.split('\n')[0] as string, cause);
  }
  if (text === undefined) throw refuse(`it is ${typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`}`);
  return JSON.parse(text);
}

/** A value on one line that is not too long. @internal */
export function shownText(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

// %% notebooks/40_run/29_glue.ipynb#54a00008 9ffbd178
/** Writes a value into the notebook under a name, in scrapbook's format. Throws `run-glue-value` for what JSON cannot hold. */
export function glue(
  name: string,
  value: unknown, // a text, or whatever JSON can hold: the reader gets what JSON.parse gives
): void {
  const { data, metadata } = scrapOutput(name, value);
  display.mime(data, { metadata });
}
