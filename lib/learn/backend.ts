// Generated from notebooks/70_learn/07_backend.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 70a70003 70a70005 70a70007

// %% notebooks/70_learn/07_backend.ipynb#70a70003 fbe4366e
import { OctavoError } from '../errors/index.ts';
import { type Host, nodeHost } from '../host/index.ts';

// %% notebooks/70_learn/07_backend.ipynb#70a70005 5e790c61
const _backendLadder = ['tensorflow', 'webgpu', 'wasm', 'cpu'];

/** Starts the quickest TensorFlow.js backend that is registered, or the one named by OCTAVO_TF_BACKEND, and returns the name of the one that really runs. Throws `learn-backend-unavailable` and `learn-library-missing`. */
export async function selectBackend(
  host: Host = nodeHost, // its `env` is read
): Promise<string> {
  const tf = await import('@tensorflow/tfjs').catch((cause) => {
    throw new OctavoError('learn-library-missing', 'TensorFlow.js is not installed', {
      cause,
      hint: 'npm install @tensorflow/tfjs',
    });
  });
  const forced = host.env.OCTAVO_TF_BACKEND;
  for (const name of forced ? [forced] : _backendLadder) {
    if (!tf.findBackendFactory(name)) continue;
    const started = await tf.setBackend(name).catch(() => false);
    if (!started || tf.getBackend() !== name) continue;
    _silenceAdvice(tf.backend());
    return name;
  }
  throw new OctavoError(
    'learn-backend-unavailable',
    `The TensorFlow.js backend "${forced ?? _backendLadder.join('", "')}" is not there or did not start`,
    { hint: 'OCTAVO_TF_BACKEND=cpu is always there; import @tensorflow/tfjs-node first for "tensorflow"' },
  );
}

// %% notebooks/70_learn/07_backend.ipynb#70a70007 4a5b8624
function _silenceAdvice(backend: object): void {
  if ('firstUse' in backend) backend.firstUse = false;
}
