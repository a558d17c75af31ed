import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { PortTaken, startLocalOrg } from '../../src/cli/start.ts';
import { CompileFailure } from '../../src/errors.ts';
import { runningOrg } from '../rest/running-org.ts';

const ORDERS = join(import.meta.dirname, '../projects/orders');

describe('starting the local org', () => {
  it('says in one line that the port is taken', async () => {
    const first = await runningOrg();
    try {
      const port = Number(new URL(first.running.url).port);
      await assert.rejects(
        startLocalOrg({ projectDir: ORDERS, port }),
        (error: unknown) => error instanceof PortTaken && error.message.startsWith(`Port ${port} is taken.`),
      );
    } finally {
      await first.close();
    }
  });

  it('names file and line of what does not compile', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'broken-'));
    try {
      cpSync(ORDERS, folder, { recursive: true });
      const file = 'force-app/main/default/classes/OrderException.cls';
      writeFileSync(join(folder, file), 'public class OrderException extends Exception {\n    Nonsense field;\n}\n');
      await assert.rejects(startLocalOrg({ projectDir: folder, port: 0 }), (error: unknown) => {
        assert.ok(error instanceof CompileFailure);
        assert.match(error.message, /OrderException\.cls:2:\d+ /);
        return true;
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
