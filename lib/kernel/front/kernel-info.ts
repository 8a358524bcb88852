import { createRequire } from 'node:module';
import { octavoVersion } from '../../host/version.ts';
import type { JsonObject } from '../../notebook/json/json.ts';
import { protocolVersion } from '../wire/message.ts';

/** The content of kernel_info_reply. */
export function kernelInfo(): JsonObject {
  return {
    status: 'ok',
    protocol_version: protocolVersion,
    implementation: 'octavo',
    implementation_version: octavoVersion(),
    banner: `Octavo ${octavoVersion()}: TypeScript on Node ${process.version}`,
    help_links: [{ text: 'TypeScript', url: 'https://www.typescriptlang.org/docs/' }],
    debugger: false,
    supported_features: [],
    language_info: {
      name: 'typescript',
      version: typescriptVersion(),
      mimetype: 'text/typescript',
      file_extension: '.ts',
      codemirror_mode: { name: 'javascript', typescript: true },
      pygments_lexer: 'typescript',
      nbconvert_exporter: 'script',
    },
  };
}

function typescriptVersion(): string {
  const require = createRequire(import.meta.url);
  return (require('typescript/package.json') as { version: string }).version;
}
