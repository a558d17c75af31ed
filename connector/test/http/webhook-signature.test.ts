import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { checkSignature } from '../../src/http/webhook-signature.ts';
import { Problem } from '../../src/http/problem.ts';
import { keyOf, startTestConnector, webhook } from '../support/connector.ts';

const KEY = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const SECRET = `whsec_${KEY}`;
const OTHER = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;
const BODY = '{"test": 2432232314}';
const TOLERANCE_S = 300;

const seconds = (offset = 0): string => String(Math.floor(Date.now() / 1000) + offset);

const sign = (secret: string, id: string, timestamp: string, body: string): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64')}`;

interface Message {
  id: string;
  timestamp: string;
  signature: string;
}
const message = (change: Partial<Message> = {}, body = BODY, secret = SECRET): Record<string, string> => {
  const { id = 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp = seconds() } = change;
  const { signature = sign(secret, id, timestamp, body) } = change;
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
};

const codeOf = (headers: Record<string, string>, body = BODY, secrets = [SECRET], required = true): string => {
  try {
    checkSignature(headers, Buffer.from(body), secrets, required);
    return 'accepted';
  } catch (error) {
    assert.ok(error instanceof Problem);
    assert.equal(error.details.status, 401);
    return error.details.code;
  }
};

const without = (name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(message()).filter(([header]) => header !== name));

describe('the signature of a webhook (Standard Webhooks)', () => {
  const accepted: [string, () => string][] = [
    ['that is right', () => codeOf(message())],
    [
      'that is the right one of several',
      () => {
        const { 'webhook-signature': right = '' } = message();
        return codeOf({ ...message(), 'webhook-signature': `v1,AAAA ${right} v1,BBBB` });
      },
    ],
    [
      'that stands beside one of an unknown version',
      () => {
        const { 'webhook-signature': right = '' } = message();
        return codeOf({ ...message(), 'webhook-signature': `v1a,AAAA v2,BBBB ${right}` });
      },
    ],
    ['made with the secret that is being replaced', () => codeOf(message(), BODY, [OTHER, SECRET])],
    ['made with the secret that replaces it', () => codeOf(message(), BODY, [SECRET, OTHER])],
    [
      'over a body with letters of every language',
      () => codeOf(message({}, '{"name":"Jürgen 会议 🎉"}'), '{"name":"Jürgen 会议 🎉"}'),
    ],
    ['over an empty body', () => codeOf(message({}, ''), '')],
    ['over a body that is no JSON, which is for others to refuse', () => codeOf(message({}, 'plain'), 'plain')],
    ['almost five minutes old', () => codeOf(message({ timestamp: seconds(-TOLERANCE_S + 5) }))],
    ['by a clock that is a little ahead', () => codeOf(message({ timestamp: seconds(TOLERANCE_S - 5) }))],
  ];
  for (const [what, attempt] of accepted) {
    it(`is accepted: one ${what}`, () => {
      assert.equal(attempt(), 'accepted');
    });
  }

  const refused: [string, () => string, string][] = [
    ['made with another secret', () => codeOf(message({}, BODY, OTHER)), 'wrong-signature'],
    ['over another body', () => codeOf(message(), BODY.replace('2', '3')), 'wrong-signature'],
    ['over a body with one more space', () => codeOf(message(), `${BODY} `), 'wrong-signature'],
    ['of another message id', () => codeOf({ ...message(), 'webhook-id': 'msg_other' }), 'wrong-signature'],
    ['of another time', () => codeOf({ ...message(), 'webhook-timestamp': seconds(-10) }), 'wrong-signature'],
    [
      'cut short',
      () => codeOf({ ...message(), 'webhook-signature': message()['webhook-signature']?.slice(0, 8) ?? '' }),
      'wrong-signature',
    ],
    [
      'without its version',
      () => codeOf({ ...message(), 'webhook-signature': message()['webhook-signature']?.slice(3) ?? '' }),
      'wrong-signature',
    ],
    [
      'of an unknown version',
      () => codeOf({ ...message(), 'webhook-signature': message()['webhook-signature']?.replace('v1,', 'v0,') ?? '' }),
      'wrong-signature',
    ],
    [
      'in hexadecimal',
      () => {
        const hex = Buffer.from(message()['webhook-signature']?.slice(3) ?? '', 'base64').toString('hex');
        return codeOf({ ...message(), 'webhook-signature': `v1,${hex}` });
      },
      'wrong-signature',
    ],
    ['that is empty', () => codeOf(message({ signature: '' })), 'wrong-signature'],
    ['that is nonsense', () => codeOf(message({ signature: 'nonsense, v1 ,,' })), 'wrong-signature'],
    ['older than five minutes', () => codeOf(message({ timestamp: seconds(-TOLERANCE_S - 5) })), 'wrong-signature'],
    [
      'from further in the future than clocks differ',
      () => codeOf(message({ timestamp: seconds(TOLERANCE_S + 5) })),
      'wrong-signature',
    ],
    ['with a time that is no number', () => codeOf(message({ timestamp: 'yesterday' })), 'wrong-signature'],
    ['with a time in milliseconds', () => codeOf(message({ timestamp: String(Date.now()) })), 'wrong-signature'],
    ['without the message id', () => codeOf(without('webhook-id')), 'incomplete-signature'],
    ['without the time', () => codeOf(without('webhook-timestamp')), 'incomplete-signature'],
    ['whose own header is missing', () => codeOf(without('webhook-signature')), 'incomplete-signature'],
    ['that is not there at all', () => codeOf({}), 'missing-signature'],
  ];
  for (const [what, attempt, code] of refused) {
    it(`is refused: one ${what}`, () => {
      assert.equal(attempt(), code);
    });
  }

  it('that is wrong is refused even where none is required', () => {
    assert.equal(codeOf(message({}, BODY, OTHER), BODY, [SECRET], false), 'wrong-signature');
    assert.equal(codeOf({}, BODY, [SECRET], false), 'accepted');
  });

  it('is not looked at while the workspace has no signing secret', () => {
    assert.equal(codeOf(message({ signature: 'v1,nonsense' }), BODY, []), 'accepted');
  });

  it('is computed as Standard Webhooks publishes it', () => {
    const published = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
    assert.equal(sign(SECRET, 'msg_p5jXN8AQM9LWM0D4loKWxJek', '1614265330', BODY), published);
  });
});

describe('a connector that requires signatures', { timeout: 60_000 }, () => {
  it('takes a webhook only with the shared secret and a right signature', async () => {
    const connector = await startTestConnector(
      {},
      { DEMODESK_WEBHOOK_SIGNING_SECRETS: `${OTHER},${SECRET}`, DEMODESK_WEBHOOK_SIGNATURE: 'required' },
    );
    const body = webhook('signed');
    assert.equal((await connector.post(body)).status, 401);
    assert.equal((await connector.post(body, message({}, webhook('other')))).status, 401);
    assert.equal((await connector.post(body, { ...message({}, body), 'x-demodesk-token': 'wrong' })).status, 401);
    assert.equal((await connector.post(body, message({}, body))).status, 202);
    await connector.reaches(keyOf('signed'), 'closed');
    await connector.stop();
  });
});
