import { sobjectStatics } from '../../library/sobject/sobject-statics.ts';
import type { PlatformClass } from '../../library/platform-class.ts';
import type { ObjectKind } from '../../schema/model.ts';
import { apexType, platformType, SOBJECT, type ApexType } from '../../types/apex-type.ts';
import { sobjectTypeToken } from '../../values/schema-token.ts';
import type { CallExpr } from '../ast.ts';
import { chooseOverload } from '../types/overloads.ts';
import { argumentList } from './arguments.ts';
import { certain, code, quoted, type Code } from './code.ts';
import { constant, type FunctionContext } from './context.ts';

const KINDS: readonly ObjectKind[] = ['hierarchySetting', 'listSetting', 'metadataType'];

const className = (kind: ObjectKind): string => `$${kind}`;

/** The static methods of sObject types as classes of the library, under names that no source can write. */
export const sobjectStaticClasses = (): PlatformClass[] =>
  KINDS.map((kind) => ({ name: className(kind), kind: 'class', statics: sobjectStatics(kind) }));

/** In those signatures SObject stands for the object itself. */
const concrete = (type: ApexType, object: ApexType): ApexType => {
  if (type === SOBJECT) return object;
  if (type.args.length === 0) return type;
  return apexType(
    type.kind,
    type.name,
    type.args.map((arg) => concrete(arg, object)),
  );
};

/** Static methods of sObject types, e.g. of custom settings: `Sync_Settings__c.getOrgDefaults()`. */
export const sobjectStaticCall = (
  context: FunctionContext,
  node: CallExpr,
  type: ApexType,
  args: readonly Code[],
): Code | undefined => {
  if (node.name.toLowerCase() === 'getsobjecttype' && args.length === 0) {
    return certain(constant(context, sobjectTypeToken(type.name)), platformType('Schema.SObjectType'));
  }
  const { schema, namespace, registry } = context.world;
  const object = schema.object(type.name, namespace);
  const methods = object ? registry.find(className(object.kind))?.statics.get(node.name.toLowerCase()) : undefined;
  const chosen = chooseOverload(
    context.world,
    methods ?? [],
    args.map((a) => a.type),
  );
  if (!chosen?.implementation) return undefined;
  const list = argumentList(context, node, args, chosen.parameters);
  const all = [quoted(type.name), ...(list === '' ? [] : [list])].join(',');
  return code(`${constant(context, chosen.implementation)}(${all})`, concrete(chosen.returns, type));
};
