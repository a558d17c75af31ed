import type { ClassInfo, FieldInfo, MethodInfo } from '../../runtime/program.ts';
import { runningSharing, withSharing } from '../../runtime/sharing.ts';
import type { Modifiers } from '../ast.ts';
import {
  accessOf,
  hasAnnotation,
  type ClassSymbol,
  type FieldSymbol,
  type MethodSymbol,
} from '../symbols/class-symbol.ts';
import { stubOf } from './stub.ts';
import type { World } from '../symbols/world.ts';
import type { EmittedClass, EmittedMethod } from '../emit/runtime-types.ts';

const annotationsOf = (modifiers: Modifiers): ReadonlyMap<string, Readonly<Record<string, string>>> =>
  new Map(modifiers.annotations.map((annotation) => [annotation.name, annotation.values]));

type Members = Record<string, EmittedMethod>;

/** Loads the class when it is needed. */
type Emitted = () => EmittedClass;

const fieldInfo = (field: FieldSymbol, emitted: Emitted): FieldInfo => {
  const suffix = field.js.slice(2);
  const holder = (object: object): Record<string, unknown> =>
    field.static ? emitted().$s() : (object as Record<string, unknown>);
  const accessors = (object: object): Members => (field.static ? emitted() : object) as unknown as Members;
  return {
    name: field.name,
    type: field.type,
    static: field.static,
    transient: field.transient,
    readOnly: !field.writable,
    annotations: annotationsOf(field.declaration.modifiers),
    get: (object) =>
      field.getter ? accessors(object)[`g_${suffix}`]?.call(accessors(object)) : holder(object)[field.js],
    set: (object, value) => {
      if (field.setter) accessors(object)[`s_${suffix}`]?.call(accessors(object), value);
      else holder(object)[field.js] = value;
    },
  };
};

export const methodInfo = (method: MethodSymbol, emitted: Emitted): MethodInfo => ({
  name: method.name,
  parameters: method.parameters,
  returns: method.returns,
  static: method.static,
  access: method.access,
  annotations: annotationsOf(
    method.declaration.modifiers.keywords.includes('testmethod')
      ? {
          ...method.declaration.modifiers,
          annotations: [...method.declaration.modifiers.annotations, { name: 'istest', values: {} }],
        }
      : method.declaration.modifiers,
  ),
  line: method.declaration.line,
  call: (self, args) => {
    const target = (method.static ? emitted() : self) as unknown as Members | null;
    const implementation = target?.[method.js];
    if (!target || !implementation) throw new TypeError(`${method.owner.type.text} has no body for ${method.name}`);
    const run = (): unknown => implementation.apply(target, [...args]);
    // At an entry point, a class that says nothing of sharing runs without it; called by a component, with it.
    const silent = runningSharing.now === null && method.owner.sharing === null;
    return silent ? withSharing(hasAnnotation(method.declaration.modifiers, 'auraenabled'), run) : run();
  },
});

/**
 * What reflection knows of a class.
 * @param emitted loads the class: that is put off until code of it runs
 */
export const classInfo = (world: World, symbol: ClassSymbol, emitted: Emitted): ClassInfo => {
  const plain = symbol.abstract ? undefined : symbol.constructors.find((c) => c.parameters.length === 0);
  const access = accessOf(symbol.declaration.modifiers, 'private');
  return {
    type: symbol.type,
    kind: symbol.what,
    access: access === 'protected' ? 'private' : access,
    sharing: symbol.sharing,
    abstract: symbol.abstract || symbol.what === 'interface',
    superclass: symbol.superclass,
    interfaces: symbol.interfaces,
    annotations: annotationsOf(symbol.declaration.modifiers),
    fields: [...symbol.fields.values()].map((field) => fieldInfo(field, emitted)),
    methods: [...symbol.methods.values()].flat().map((method) => methodInfo(method, emitted)),
    constants: symbol.constants,
    ...(plain
      ? {
          newInstance: (): object => {
            const made = emitted().$new();
            (made as Members)[plain.js]?.call(made);
            return made;
          },
        }
      : {}),
    allocate: () => emitted().$new(),
    stub: (handle) => stubOf(world, symbol, emitted, handle),
  };
};
