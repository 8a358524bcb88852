import { posix } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type, { type Static } from 'typebox';
import { OctavoError } from '../../errors/index.ts';
import { localFolder } from '../run-description.ts';
import { requireRun } from '../store/require-run.ts';
import { type ArtifactFile, openArtifact } from './artifact-file.ts';
import { listFiles } from './artifact-list.ts';
import { servedFolder } from './artifact-place.ts';
import { parseRange } from './byte-range.ts';
import { isKnown } from './entity-tag.ts';
import { contentTypeOf, mediaTypeOf, unknownMediaType } from './media-type.ts';
import { ArtifactPath, RunPath } from './schemas.ts';
import { missingRun, type ServerContext } from './server-context.ts';

/** An artifact is written by programs, perhaps of others: opened in a browser it may run nothing and fetch nothing. */
const noRights =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; media-src data:";

/** The artifacts of a run: which there are, and their bytes. */
export function artifactRoutes(app: FastifyInstance, { store }: ServerContext): void {
  app.get<{ Params: Static<typeof RunPath> }>('/runs/:id/artifacts', {
    schema: {
      operationId: 'listArtifacts',
      summary: 'the artifacts of a run',
      params: RunPath,
      response: {
        200: { description: 'by name', ...Type.Ref('ArtifactList') },
        default: { description: 'a problem', ...Type.Ref('Problem') },
      },
    },
    handler: async ({ params }) => {
      const folder = store.read((open) => {
        requireRun(open, params.id);
        return localFolder(open, params.id) === undefined ? undefined : servedFolder(open, params.id);
      }, missingRun(params.id));
      return folder === undefined ? { artifacts: [], isTruncated: false } : await listFiles(folder);
    },
  });
  for (const method of ['GET', 'HEAD'] as const) {
    app.route<{ Params: Static<typeof ArtifactPath> }>({
      method,
      url: '/runs/:id/artifacts/*',
      exposeHeadRoute: false,
      schema: {
        operationId: method === 'GET' ? 'readArtifact' : 'headArtifact',
        summary: 'the bytes of an artifact, or those of a Range',
        params: ArtifactPath,
        produces: ['application/octet-stream'],
        response: {
          200: {
            description: 'the bytes',
            content: { '*/*': { schema: Type.Unsafe<string>({ type: 'string', format: 'binary' }) } },
          },
          206: {
            description: 'the bytes of the Range',
            content: { '*/*': { schema: Type.Unsafe<string>({ type: 'string', format: 'binary' }) } },
          },
          304: { description: 'the client has it already (If-None-Match)', type: 'null' },
          default: { description: 'a problem', ...Type.Ref('Problem') },
        },
      },
      handler: async (request, reply) => {
        const { id, '*': name } = request.params;
        const folder = store.read((open) => {
          requireRun(open, id);
          return servedFolder(open, id);
        }, missingRun(id));
        return sendArtifact(request, reply, name, await openArtifact(folder, name));
      },
    });
  }
}

async function sendArtifact(request: FastifyRequest, reply: FastifyReply, name: string, artifact: ArtifactFile) {
  const { file, sizeBytes, modified, tag } = artifact;
  const { headers } = request;
  reply.headers({
    etag: tag,
    'last-modified': modified.toUTCString(),
    'accept-ranges': 'bytes',
    'cache-control': 'private, no-cache',
    'content-security-policy': noRights,
    'content-disposition': disposition(name),
  });
  if (isKnown(headers['if-none-match'], tag)) {
    await file.close();
    return reply.code(304).send();
  }
  // A part of another version than the one that the client has begun with is of no use to it.
  const isSameVersion = headers['if-range'] === undefined || headers['if-range'] === tag;
  const range = request.method === 'GET' && isSameVersion ? parseRange(headers.range, sizeBytes) : undefined;
  if (range === 'unsatisfiable') {
    await file.close();
    reply.header('content-range', `bytes */${sizeBytes}`).removeHeader('content-disposition');
    throw new OctavoError('track-artifact-range', `The artifact has ${sizeBytes} bytes, none of ${headers.range}`);
  }
  const { start, end } = range ?? { start: 0, end: sizeBytes - 1 };
  reply.code(range ? 206 : 200).header('content-type', contentTypeOf(name));
  reply.header('content-length', end - start + 1);
  if (range) reply.header('content-range', `bytes ${start}-${end}/${sizeBytes}`);
  if (request.method === 'HEAD' || sizeBytes === 0) {
    await file.close();
    return reply.send(request.method === 'HEAD' ? undefined : '');
  }
  const stream = file.createReadStream({ start, end });
  stream.on('end', () => {
    if (stream.bytesRead < end - start + 1) reply.raw.destroy(); // it was cut meanwhile: the client must not wait for the rest
  });
  return reply.send(stream);
}

function disposition(name: string): string {
  const kind = mediaTypeOf(name) === unknownMediaType ? 'attachment' : 'inline';
  const encoded = encodeURIComponent(posix.basename(name).toWellFormed()).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  );
  return `${kind}; filename*=UTF-8''${encoded}`;
}
