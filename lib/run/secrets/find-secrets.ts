// Generated from notebooks/40_run/07_secrets/01_find_secrets.ipynb by `octavo export`. Edit the notebook; or edit here and type `octavo update`.
// cells: 56a00003 56a00005 56a00006 56a00007

// %% notebooks/40_run/07_secrets/01_find_secrets.ipynb#56a00003 ce2455b1
/** Something in a text that looks like a secret. */
export interface Secret {
  kind: string; // "AWS access key", …
  text: string; // the secret itself: never to be printed
  at: number; // where it begins
}

// %% notebooks/40_run/07_secrets/01_find_secrets.ipynb#56a00005 e611da3d
/** @internal */
export interface SecretPattern {
  kind: string;
  pattern: RegExp; // the first group is the secret, else the whole match
  hint: string | RegExp; // what a text must hold
  isMeant?: (secret: string) => boolean;
}

/** @internal */
export const notExample = (secret: string) => !/EXAMPLE/.test(secret);

/** Whether a value is as random as a secret is: letters and digits, no word of an example, and over 3.4 bits for each character. @internal */
export function isRandom(value: string): boolean {
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  if (/\$\{|<|%s|\{\{|example|placeholder|changeme|your[-_]|xxxx|\*\*\*|process\.env|dummy/i.test(value)) return false;
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits > 3.4;
}

// %% notebooks/40_run/07_secrets/01_find_secrets.ipynb#56a00006 530dee87
/** @internal */
export const most = 1000; // of a text that are told: nobody reads on, and each is compared with all others

/** @internal */
export const patterns: SecretPattern[] = [
  {
    kind: 'private key',
    pattern: /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g,
    hint: '-----BEGIN',
  },
  {
    kind: 'AWS access key',
    hint: /A[KSBC][IC]A/,
    pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/g,
    isMeant: notExample,
  },
  {
    kind: 'AWS secret key',
    hint: /secret/i,
    pattern: /aws_?secret_?(?:access_?)?key["']?\s{0,4}[=:]\s{0,4}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
    isMeant: notExample,
  },
  {
    kind: 'GitHub token',
    hint: /gh[pousr]_|github_pat_/,
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})\b/g,
  },
  { kind: 'GitLab token', hint: 'glpat-', pattern: /\bglpat-[\w-]{20,64}/g },
  { kind: 'Slack token', hint: 'xox', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,250}/g },
  {
    kind: 'Slack webhook',
    hint: 'hooks.slack.com',
    pattern: /https:\/\/hooks\.slack\.com\/(?:services|workflows)\/[\w/]{20,200}/g,
  },
  { kind: 'Google API key', hint: 'AIza', pattern: /\bAIza[\w-]{35}(?![\w-])/g },
  { kind: 'Google OAuth token', hint: 'ya29.', pattern: /\bya29\.[\w-]{30,500}/g },
  { kind: 'npm token', hint: 'npm_', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { kind: 'PyPI token', hint: 'pypi-', pattern: /\bpypi-AgEI[\w-]{50,500}/g },
  { kind: 'Hugging Face token', hint: 'hf_', pattern: /\bhf_[A-Za-z0-9]{34,60}\b/g },
  {
    kind: 'JSON web token',
    hint: 'eyJ', // {" in base64
    pattern: /\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,8000}\.[\w-]{10,2000}/g,
  },
  {
    kind: 'API key',
    hint: /sk-|k_live_/,
    pattern: /\bsk-(?:ant-|proj-|live-)?[\w-]{32,250}|\b[rs]k_live_[A-Za-z0-9]{20,250}/g,
    isMeant: isRandom,
  },
  {
    kind: 'password',
    hint: '://',
    pattern: /\b[a-z][a-z\d+.-]{1,20}:\/\/[^\s:/@"'`]{1,100}:([^\s:/@"'`]{8,200})@/gi,
    isMeant: isRandom,
  },
  {
    kind: 'password',
    hint: /passw|passphrase|secret|token|key|credential/i,
    pattern:
      /(?:password|passwd|passphrase|secret|token|api_?-?key|access_?-?key|private_?-?key|credential)s?[\w-]{0,30}["'`]?\s{0,8}(?::\s{0,4}string\s{0,4})?[:=]\s{0,8}["'`]([^"'`\s]{12,200})["'`]/gi,
    isMeant: isRandom,
  },
];

// %% notebooks/40_run/07_secrets/01_find_secrets.ipynb#56a00007 7f7ef760
/** What looks like a secret in a text, in order. */
export function findSecrets(text: string): Secret[] {
  const found: Secret[] = [];
  for (const { kind, pattern, hint, isMeant } of patterns) {
    if (typeof hint === 'string' ? !text.includes(hint) : !hint.test(text)) continue;
    for (const match of text.matchAll(pattern)) {
      const secret = match[1] ?? match[0];
      if (isMeant && !isMeant(secret)) continue;
      const at = match.index + match[0].lastIndexOf(secret);
      const known = found.some((other) => at < other.at + other.text.length && other.at < at + secret.length);
      if (!known) found.push({ kind, text: secret, at });
      if (found.length >= most) return found.sort((a, b) => a.at - b.at);
    }
  }
  return found.sort((a, b) => a.at - b.at);
}
