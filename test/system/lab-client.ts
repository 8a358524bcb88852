import type { Lab } from '../../lib/lab/index.ts';

/** What a test asks a running lab over HTTP, with its token unless it says otherwise. */
export async function ask(
  lab: Pick<Lab, 'baseUrl' | 'token'>,
  path: string,
  init: RequestInit & { token?: string } = {},
) {
  const { token = lab.token, ...rest } = init;
  const headers = { authorization: `token ${token}`, ...rest.headers };
  return fetch(new URL(path, lab.baseUrl), { redirect: 'manual', ...rest, headers });
}

export async function askJson<Result>(
  lab: Pick<Lab, 'baseUrl' | 'token'>,
  path: string,
  init?: RequestInit,
): Promise<Result> {
  const response = await ask(lab, path, init);
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Result;
}

export interface LabKernel {
  id: string;
  run: (code: string) => Promise<string>; // what the cell printed and returned, or its error
  close: () => void;
}

/** Opens a notebook's session as JupyterLab does, and its kernel's WebSocket. */
export async function openKernel(lab: Pick<Lab, 'baseUrl' | 'token'>, path: string, name: string): Promise<LabKernel> {
  const body = JSON.stringify({ path, name: path, type: 'notebook', kernel: { name } });
  const session = await askJson<{ kernel: { id: string } }>(lab, 'api/sessions', { method: 'POST', body });
  const { id } = session.kernel;
  const url = new URL(`api/kernels/${id}/channels?token=${lab.token}`, lab.baseUrl.replace(/^http/, 'ws'));
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error(`no WebSocket at ${url.pathname}`));
  });
  return { id, run: (code) => runCell(socket, code), close: () => socket.close() };
}

interface Message {
  channel: string;
  header: { msg_type: string };
  parent_header: { msg_id?: string };
  content: { text?: string; data?: Record<string, string>; ename?: string; evalue?: string; execution_state?: string };
}

function runCell(socket: WebSocket, code: string): Promise<string> {
  const id = crypto.randomUUID();
  const header = { msg_id: id, msg_type: 'execute_request', session: id, username: '', version: '5.3', date: '' };
  const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false };
  let text = '';
  const result = new Promise<string>((resolve, reject) => {
    socket.onclose = () => reject(new Error(`the kernel's socket closed; so far: ${text}`));
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(String(data)) as Message;
      if (message.parent_header.msg_id !== id || message.channel !== 'iopub') return;
      const { content: found } = message;
      text += found.text ?? found.data?.['text/plain'] ?? '';
      if (message.header.msg_type === 'error') text += `${found.ename}: ${found.evalue}`;
      if (found.execution_state === 'idle') resolve(text);
    };
  });
  socket.send(JSON.stringify({ channel: 'shell', header, parent_header: {}, metadata: {}, content, buffers: [] }));
  return result;
}
