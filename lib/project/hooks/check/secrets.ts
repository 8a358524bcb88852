import { createHash } from 'node:crypto';

/** Something in a text that looks like a secret. */
export interface Secret {
  kind: string; // "AWS access key", …
  text: string; // the secret itself: never to be printed
  at: number; // where it begins
}

interface SecretPattern {
  kind: string;
  pattern: RegExp; // the first group is the secret, else the whole match; each is bounded, so that a long line takes no long time
  isMeant?: (secret: string) => boolean;
}

const most = 1000; // of a text that are told: nobody reads on, and each is compared with all others

const notExample = (secret: string) => !/EXAMPLE/.test(secret);

const patterns: SecretPattern[] = [
  { kind: 'private key', pattern: /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g },
  { kind: 'AWS access key', pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/g, isMeant: notExample },
  {
    kind: 'AWS secret key',
    pattern: /aws_?secret_?(?:access_?)?key["']?\s{0,4}[=:]\s{0,4}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
    isMeant: notExample,
  },
  { kind: 'GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})\b/g },
  { kind: 'GitLab token', pattern: /\bglpat-[\w-]{20,64}/g },
  { kind: 'Slack token', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,250}/g },
  { kind: 'Slack webhook', pattern: /https:\/\/hooks\.slack\.com\/(?:services|workflows)\/[\w/]{20,200}/g },
  { kind: 'Google API key', pattern: /\bAIza[\w-]{35}(?![\w-])/g },
  { kind: 'Google OAuth token', pattern: /\bya29\.[\w-]{30,500}/g },
  { kind: 'npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { kind: 'PyPI token', pattern: /\bpypi-AgEI[\w-]{50,500}/g },
  { kind: 'Hugging Face token', pattern: /\bhf_[A-Za-z0-9]{34,60}\b/g },
  {
    kind: 'API key',
    pattern: /\bsk-(?:ant-|proj-|live-)?[\w-]{32,250}|\b[rs]k_live_[A-Za-z0-9]{20,250}/g,
    isMeant: isRandom,
  },
  {
    kind: 'password',
    pattern: /\b[a-z][a-z\d+.-]{1,20}:\/\/[^\s:/@"'`]{1,100}:([^\s:/@"'`]{8,200})@/gi,
    isMeant: isRandom,
  },
  {
    kind: 'password',
    pattern:
      /(?:password|passwd|passphrase|secret|token|api_?-?key|access_?-?key|private_?-?key|credential)s?[\w-]{0,30}["'`]?\s{0,8}(?::\s{0,4}string\s{0,4})?[:=]\s{0,8}["'`]([^"'`\s]{12,200})["'`]/gi,
    isMeant: isRandom,
  },
];

/** What looks like a secret in a text, in order. */
export function findSecrets(text: string): Secret[] {
  const found: Secret[] = [];
  for (const { kind, pattern, isMeant } of patterns) {
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

/** How a secret is allowed by name: twelve digits that do not tell it. */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 12);
}

/** Whether a value is as random as a secret is: letters and digits, no word of an example, and over 3.4 bits for each character. */
function isRandom(value: string): boolean {
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  if (/\$\{|<|%s|\{\{|example|placeholder|changeme|your[-_]|xxxx|\*\*\*|process\.env|dummy/i.test(value)) return false;
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits > 3.4;
}
