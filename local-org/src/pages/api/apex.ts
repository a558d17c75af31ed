import { z } from 'zod';
import { UnsupportedFeature } from '../../errors.ts';
import { auraMessageOf } from '../../library/system/exceptions.ts';
import { parseJson } from '../../library/json/tree.ts';
import type { LocalOrg } from '../../org.ts';
import { errorTrace } from '../../runtime/error-text.ts';
import { runTransaction } from '../../runtime/execute.ts';
import { LimitException, Limits } from '../../runtime/limits.ts';
import type { MethodInfo } from '../../runtime/program.ts';
import { apexStackText } from '../../runtime/stack.ts';
import { ApexException } from '../../values/apex-exception.ts';
import type { Viewer } from '../page-session.ts';
import { fromLightning, toLightning } from './apex-json.ts';
import { LightningError } from './lightning-error.ts';

/** The body of a call: `{"parameters": {"recordId": "001…"}, "wired": true}`. */
export const apexCallSchema = z.object({
  parameters: z.record(z.string(), z.unknown()),
  wired: z.boolean(),
});

export type ApexCall = z.infer<typeof apexCallSchema>;

/** A method that components may call. */
export interface AuraMethod {
  /** Name of its class without namespace. */
  readonly className: string;
  /** The same with namespace. */
  readonly fullName: string;
  readonly method: MethodInfo;
  readonly cacheable: boolean;
}

/**
 * The `@AuraEnabled` method of a reference such as `SyncLogController.rows` or `demodesk.SyncLogController.rows`.
 * @returns why there is none, in words, or the method
 */
export const findAuraMethod = (org: LocalOrg, reference: string): AuraMethod | string => {
  const parts = reference.split('.');
  const [className = '', methodName = ''] = parts.slice(-2);
  const space = parts.length > 2 ? (parts[0] ?? '') : org.namespace;
  const own = [org.namespace, 'c'].some((each) => each.toLowerCase() === space.toLowerCase());
  const type = own ? org.program.resolveType(className, org.namespace) : undefined;
  const info = type && org.program.classInfo(type);
  if (!info) return `There is no Apex class ${className}`;
  const method = info.methods.find(({ name }) => name === methodName);
  if (!method) return `The Apex class ${className} has no method ${methodName}`;
  const annotation = method.annotations.get('auraenabled');
  if (!annotation || !method.static || method.access === 'private' || method.access === 'protected') {
    return `${className}.${methodName} is not a public static @AuraEnabled method`;
  }
  return { className, fullName: info.type.name, method, cacheable: annotation.cacheable?.toLowerCase() === 'true' };
};

const body = (error: ApexException, message: string): Record<string, unknown> => ({
  exceptionType: error.typeName,
  isUserDefinedException: error.apexType.kind === 'user',
  message,
  stackTrace: apexStackText(error),
});

/** The error a component gets for what Apex threw. */
const lightningError = (error: unknown): unknown => {
  if (!(error instanceof ApexException)) return error;
  const message = auraMessageOf(error) ?? error.apexMessage ?? 'Script-thrown exception';
  if (error.dmlFailures.length === 0) return new LightningError(500, body(error, message));
  const page = error.dmlFailures.filter(({ fields }) => fields.length === 0);
  const fieldErrors: Record<string, unknown[]> = {};
  for (const { fields, message: text, statusCode } of error.dmlFailures) {
    for (const field of fields) (fieldErrors[field] ??= []).push({ message: text, statusCode });
  }
  return new LightningError(500, {
    ...body(error, message),
    duplicateResults: [],
    fieldErrors,
    index: error.dmlFailures[0]?.index ?? null,
    pageErrors: page.map(({ message: text, statusCode }) => ({ message: text, statusCode })),
  });
};

/** Methods that say they are cacheable may read, not write. Source: LWC Developer Guide, "Expose Apex Methods". */
const NO_WRITES = {
  dmlStatements: 0,
  publishImmediateDml: 0,
  queueableJobs: 0,
  futureCalls: 0,
  emailInvocations: 0,
} as const;

/**
 * Calls an Apex method as a component does: as the user, in a transaction of its own.
 * @returns what the method returned and whether components may keep it
 * @throws LightningError for what the method threw and for what the user may not call
 */
export const callApex = (
  org: LocalOrg,
  viewer: Viewer,
  reference: string,
  call: ApexCall,
): { value: unknown; cacheable: boolean } => {
  const found = findAuraMethod(org, reference);
  if (typeof found === 'string') throw new LightningError(404, { message: found });
  const { className, fullName, method, cacheable } = found;
  if (!org.access.canUseClass(viewer.userId, fullName)) {
    throw new LightningError(403, { message: `You do not have access to the Apex class named '${className}'.` });
  }
  if (call.wired && !cacheable) {
    throw new LightningError(400, {
      message: `The Apex method ${className}.${method.name} is wired, so it has to be annotated with @AuraEnabled(cacheable=true)`,
    });
  }
  try {
    const value = runTransaction(org, { userId: viewer.userId, kind: 'synchronous' }, (running) => {
      if (cacheable) running.limits = new Limits('synchronous', NO_WRITES);
      const args = method.parameters.map(({ name, type }) => {
        const given = call.parameters[name];
        return given === undefined ? null : fromLightning(parseJson(JSON.stringify(given)), type);
      });
      return toLightning(method.call(null, args));
    });
    return { value, cacheable };
  } catch (error) {
    const isOwn = error instanceof ApexException && auraMessageOf(error) !== undefined;
    if (error instanceof Error && (!isOwn || error instanceof LimitException || error instanceof UnsupportedFeature)) {
      process.stderr.write(`${className}.${method.name}: ${errorTrace(error)}\n`);
    }
    throw lightningError(error);
  }
};
