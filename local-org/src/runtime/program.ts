import type { ApexType } from '../types/apex-type.ts';
import type { TriggerContext } from './transaction.ts';

export interface FieldInfo {
  readonly name: string;
  readonly type: ApexType;
  readonly static: boolean;
  readonly transient: boolean;
  /** A property whose setter is not accessible or missing. */
  readonly readOnly: boolean;
  /** Lower-cased names with their parameters. */
  readonly annotations: ReadonlyMap<string, Readonly<Record<string, string>>>;
  get(object: object): unknown;
  set(object: object, value: unknown): void;
}

export interface MethodInfo {
  readonly name: string;
  readonly parameters: readonly { name: string; type: ApexType }[];
  readonly returns: ApexType;
  readonly static: boolean;
  readonly access: 'private' | 'protected' | 'public' | 'global';
  /** Lower-cased names with their parameters, e.g. `auraenabled` -> `{cacheable: 'true'}`. */
  readonly annotations: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly line: number;
  /** @param self null for static methods @param args Apex values of the declared types */
  call(self: object | null, args: readonly unknown[]): unknown;
}

/** Answers a call of a stubbed method; the result is of the method's declared type. */
export type StubHandler = (stub: object, method: MethodInfo, args: readonly unknown[]) => unknown;

/** What reflection (Type, JSON, the test runner, `@AuraEnabled`, `@InvocableMethod`, `@RestResource`) needs to know of a class written in Apex. */
export interface ClassInfo {
  readonly type: ApexType;
  readonly kind: 'class' | 'interface' | 'enum';
  readonly access: 'private' | 'public' | 'global';
  readonly sharing: 'with' | 'without' | 'inherited' | null;
  readonly abstract: boolean;
  readonly superclass: ApexType | null;
  readonly interfaces: readonly ApexType[];
  readonly annotations: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Own fields and auto-properties, declaration order, without inherited ones. */
  readonly fields: readonly FieldInfo[];
  readonly methods: readonly MethodInfo[];
  /** Enum constants in order; empty for the rest. */
  readonly constants: readonly unknown[];
  /** An instance by the constructor without parameters; undefined when there is none. */
  readonly newInstance?: () => object;
  /** An instance with no constructor run and fields at null, as JSON.deserialize makes them. */
  allocate(): object;
  /** An instance whose methods ask a handler instead of running, as Test.createStub makes them. */
  stub(handle: StubHandler): object;
}

export interface CompiledTrigger {
  readonly name: string;
  /** Full API name of the object. */
  readonly object: string;
  readonly operations: ReadonlySet<TriggerContext['operation']>;
  /** Runs the body; the context is in the running transaction. */
  run(): void;
}

/** The compiled Apex of a project. */
export interface Program {
  readonly namespace: string;
  readonly classes: readonly ClassInfo[];
  /** As Type.forName: `Outer.Inner`, `ns.Outer`, `List<String>`, `Account`. */
  resolveType(name: string, namespace: string): ApexType | undefined;
  classInfo(type: ApexType): ClassInfo | undefined;
  /** Whether a value of the one static type may be used as the other without a cast (subclass, interface, List<Account> as List<SObject>). */
  isAssignable(from: ApexType, to: ApexType): boolean;
  /** In the order of their names. */
  triggers(object: string): readonly CompiledTrigger[];
}
