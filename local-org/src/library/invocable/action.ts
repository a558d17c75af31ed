import { UnsupportedFeature } from '../../errors.ts';
import { transaction } from '../../runtime/transaction.ts';
import { mapOf, OBJECT, platformType, STRING } from '../../types/apex-type.ts';
import { ApexException } from '../../values/apex-exception.ts';
import { ApexList, ApexMap } from '../../values/collections.ts';
import { PlatformObject } from '../../values/platform-object.ts';
import { messageOf } from '../../values/text.ts';
import type { PlatformClass } from '../platform-class.ts';
import { dereferenced, required } from '../raise.ts';
import { callInvocable, invocableMethod } from './apex-action.ts';

const INPUTS = mapOf(STRING, OBJECT);
const RESULT = platformType('Invocable.Action.Result');
const ERROR = platformType('Invocable.Action.Error');

const newInputs = (): ApexMap => new ApexMap(STRING, OBJECT);

/** An Invocable.Action. */
class InvocableAction extends PlatformObject {
  readonly kind: string;
  readonly name: string | null;
  readonly namespace: string | null;
  invocations: ApexMap[] = [newInputs()];

  constructor(kind: string, name: string | null, namespace: string | null) {
    super(platformType('Invocable.Action'));
    this.kind = kind;
    this.name = name;
    this.namespace = namespace;
  }
}

/** An Invocable.Action.Error. */
export class ActionError extends PlatformObject {
  readonly code: string | null;
  readonly message: string | null;

  constructor(code: string | null, message: string | null) {
    super(ERROR);
    this.code = code;
    this.message = message;
  }
}

/** An Invocable.Action.Result. */
export class ActionResult extends PlatformObject {
  readonly action: unknown;
  readonly success: boolean;
  readonly errors: ApexList;
  readonly outputs: ApexMap = newInputs();

  constructor(action: unknown, success: boolean, errors: readonly ActionError[]) {
    super(RESULT);
    this.action = action;
    this.success = success;
    this.errors = new ApexList(ERROR, [...errors]);
  }
}

const failed = (self: InvocableAction, code: string, message: string): ApexList =>
  new ApexList(
    RESULT,
    self.invocations.map(() => new ActionResult(self, false, [new ActionError(code, message)])),
  );

const runApex = (self: InvocableAction): ApexList => {
  const method = invocableMethod(self.name ?? '');
  if (!method) return failed(self, 'NOT_FOUND', `No such action: ${self.name ?? 'null'}`);
  const savepoint = transaction().org.database.savepoint();
  try {
    const inputs = self.invocations.map((map) => new Map([...map].map(([key, value]) => [String(key), value])));
    const results = callInvocable(method, inputs).map((outputs) => {
      const result = new ActionResult(self, true, []);
      for (const [name, value] of outputs) result.outputs.put(name, value);
      return result;
    });
    return new ApexList(RESULT, results);
  } catch (error) {
    if (!(error instanceof ApexException) || error.typeName === 'System.LimitException') throw error;
    transaction().org.database.rollback(savepoint);
    return failed(self, 'UNKNOWN_EXCEPTION', messageOf(error));
  }
};

/** Flows of the project do not run here; a name that none of them has fails as it would on Salesforce. */
const runFlow = (self: InvocableAction): ApexList => {
  if (transaction().org.hasFlow(self.name ?? '')) throw new UnsupportedFeature(`running the flow ${self.name ?? ''}`);
  return failed(self, 'NOT_FOUND', `No such flow: ${self.name ?? 'null'}`);
};

const invoke = (self: InvocableAction): ApexList => {
  if (self.kind.toLowerCase() === 'apex') return runApex(self);
  if (self.kind.toLowerCase() === 'flow') return runFlow(self);
  throw new UnsupportedFeature(`invocable action ${self.kind} ${self.name ?? ''}`.trim());
};

const setParameter = (self: InvocableAction, name: string | null, value: unknown): InvocableAction => {
  self.invocations.at(-1)?.put(required(name), value);
  return self;
};

/** Invocable.Action with its results. Source: Apex Reference Guide, "Action Class" of the namespace Invocable. */
export const invocableClasses: readonly PlatformClass[] = [
  {
    name: 'Invocable.Action',
    kind: 'class',
    representation: InvocableAction,
    statics: {
      'Invocable.Action createCustomAction(String type, String name)': (kind: string | null, name: string | null) =>
        new InvocableAction(required(kind), required(name), null),
      'Invocable.Action createCustomAction(String type, String namespace, String name)': (
        kind: string | null,
        namespace: string | null,
        name: string | null,
      ) => new InvocableAction(required(kind), required(name), namespace),
      'Invocable.Action createStandardAction(String type)': (kind: string | null) =>
        new InvocableAction(required(kind), null, null),
    },
    methods: {
      'Invocable.Action addInvocation()': (self: InvocableAction) => {
        self.invocations.push(newInputs());
        return self;
      },
      'Invocable.Action clearInvocations()': (self: InvocableAction) => {
        self.invocations = [newInputs()];
        return self;
      },
      'List<Map<String,Object>> getInvocations()': (self: InvocableAction) =>
        new ApexList(INPUTS, [...self.invocations]),
      'String getName()': (self: InvocableAction) => self.name,
      'String getNamespace()': (self: InvocableAction) => self.namespace,
      'String getType()': (self: InvocableAction) => self.kind,
      'List<Invocable.Action.Result> invoke()': invoke,
      'Boolean isStandard()': (self: InvocableAction) => self.name === null,
      'Invocable.Action setInvocationParameter(String parameterName, Object parameterValue)': setParameter,
      'Invocable.Action setInvocations(List<Map<String,Object>> invocations)': (
        self: InvocableAction,
        invocations: ApexList | null,
      ) => {
        self.invocations = [...dereferenced(invocations).items] as ApexMap[];
        return self;
      },
    },
  },
  {
    name: 'Invocable.Action.Result',
    kind: 'class',
    representation: ActionResult,
    methods: {
      'Invocable.Action getAction()': (self: ActionResult) => self.action,
      'List<Invocable.Action.Error> getErrors()': (self: ActionResult) => self.errors,
      'Map<String,Object> getOutputParameters()': (self: ActionResult) => self.outputs,
      'Boolean isSuccess()': (self: ActionResult) => self.success,
    },
  },
  {
    name: 'Invocable.Action.Error',
    kind: 'class',
    representation: ActionError,
    methods: {
      'String getCode()': (self: ActionError) => self.code,
      'String getMessage()': (self: ActionError) => self.message,
    },
  },
];
