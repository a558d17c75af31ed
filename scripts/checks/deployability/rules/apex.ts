/** What Salesforce refuses about Apex at deploy or package time, beyond what a compiler of single classes sees. */
import { type ApexClass, type ApexMethod, isTestClass } from '../../apex/classes.ts';
import { findAll } from '../../apex/tree.ts';
import { lineAt } from '../../project/project.ts';
import { blankedApex } from '../../rules/apex-code.ts';
import { classesThat, type PackageModel } from '../../rules/package-model.ts';
import type { Place, Rule } from '../../rules/rule.ts';

const APEX = 'Apex Developer Guide';
const PACKAGING = 'Second-Generation Managed Packaging Guide';
const PRIMITIVE =
  /^(?:(?:list|set)<)*(?:string|id|integer|long|decimal|double|boolean|date|datetime|time|blob|map<\w+,\w+>)>*(?:\[\])?$/i;

const annotated = (method: ApexMethod, name: string): boolean =>
  method.modifiers.some((modifier) => modifier.startsWith(`@${name}`));

const methodsThat = (
  model: PackageModel,
  what: (method: ApexMethod, owner: ApexClass) => string | undefined,
): readonly Place[] =>
  [...model.classes.values()].flatMap((owner) =>
    owner.methods.flatMap((method) => {
      const wrong = what(method, owner);
      return wrong === undefined ? [] : [{ file: owner.file.path, line: method.line, what: wrong }];
    }),
  );

const lacksStatic = ({ modifiers }: ApexMethod): boolean => !modifiers.includes('static');

/** An id of zeros is an example, not a record. */
const MADE_UP_ID = /0{8}/;
const GLOBAL = /\bglobal\b/gi;
/** In a comment, once for the file. */
const GLOBAL_REASON = /(?:\/\/|\*).*\bglobal on purpose:\s*\S/i;

export const apexRules: readonly Rule[] = [
  {
    id: 'apex-file-name',
    refused: 'a class in a file of another name',
    message: 'Class name in file name and body do not match',
    source: `${APEX}; public experience of deployments`,
    remedy: 'Rename the file or the class.',
    check: (model) =>
      classesThat(model, ({ outer, name, file }) =>
        outer === undefined && !file.path.endsWith(`/${name}.cls`)
          ? `The class ${name} is in ${file.path.split('/').at(-1) ?? ''}`
          : undefined,
      ),
  },
  {
    id: 'global-member',
    refused: 'a global class or member that nobody decided on: once released it can never be removed',
    message: 'Cannot delete or change the signature of global member {name} of a managed package',
    source: `${PACKAGING}, Components Available in Managed Packages: global Apex`,
    remedy: 'Use public, or say in a comment of the class who calls it from outside: `Global on purpose: ...`.',
    check: (model) =>
      model.apex.flatMap(({ path }) => {
        const source = model.project.files.get(path) ?? '';
        const [first] = blankedApex(source).matchAll(GLOBAL);
        if (first === undefined || GLOBAL_REASON.test(source)) return [];
        return [{ file: path, line: lineAt(source, first.index), what: 'Something is global without a reason' }];
      }),
  },
  {
    id: 'test-class-global',
    refused: 'a test class or test method that is global',
    message: 'Test code in a managed package must not be global: it can never be removed',
    source: `${PACKAGING}, Components Available in Managed Packages: global Apex`,
    remedy: 'Make it private or public.',
    check: (model) =>
      classesThat(model, (each) =>
        isTestClass(each) &&
        (each.modifiers.includes('global') || each.methods.some(({ modifiers }) => modifiers.includes('global')))
          ? `${each.name} is a test and global`
          : undefined,
      ),
  },
  {
    id: 'test-method-shape',
    refused: 'a test method or test setup that is not static and void, or takes parameters',
    message:
      'Test methods must be static / Method cannot be annotated with @isTest: must return void and take no parameters',
    source: `${APEX}, Isolation of Test Data from Organization Data; @isTest Annotation`,
    remedy: 'Make it `static void name()`.',
    check: (model) =>
      methodsThat(model, (method) => {
        if (!annotated(method, 'istest') && !annotated(method, 'testsetup')) return undefined;
        return lacksStatic(method) || method.returns !== 'void' || method.parameters.length > 0
          ? `${method.name} is not \`static void\` without parameters`
          : undefined;
      }),
  },
  {
    id: 'test-setup-sees-all-data',
    refused: 'a test setup method in a class that sees all data, and two setup methods in a class',
    message: 'Test setup methods cannot be used in a class annotated with @isTest(SeeAllData=true)',
    source: `${APEX}, @testSetup Annotation`,
    remedy: 'Drop SeeAllData, and keep one setup method.',
    check: (model) =>
      classesThat(model, ({ modifiers, methods, name }) => {
        const setups = methods.filter((method) => annotated(method, 'testsetup')).length;
        return setups > 1 || (setups === 1 && modifiers.some((modifier) => modifier.includes('seealldata=true')))
          ? `${name} cannot have this test setup`
          : undefined;
      }),
  },
  {
    id: 'future-method-shape',
    refused: 'a future method that is not static and void, or takes objects',
    message: 'Unsupported parameter type {type} for a future method / Future methods must be static and return void',
    source: `${APEX}, Future Methods`,
    remedy: 'Make it `static void` with primitive parameters, or use a Queueable.',
    check: (model) =>
      methodsThat(model, (method) => {
        if (!annotated(method, 'future')) return undefined;
        const wrong = method.parameters.find(({ type }) => !PRIMITIVE.test(type));
        if (lacksStatic(method) || method.returns !== 'void') return `${method.name} is not \`static void\``;
        return wrong && `${method.name} takes ${wrong.type}`;
      }),
  },
  {
    id: 'aura-enabled-overload',
    refused: 'two @AuraEnabled methods of one name in a class',
    message: 'Overloaded @AuraEnabled methods are not allowed: {name}',
    source: 'Lightning Web Components Developer Guide, Expose Apex Methods',
    remedy: 'Give each its own name.',
    check: (model) =>
      methodsThat(model, (method, { methods }) => {
        const twins = methods.filter(
          (each) => each.name.toLowerCase() === method.name.toLowerCase() && annotated(each, 'auraenabled'),
        );
        return annotated(method, 'auraenabled') && twins.length > 1 && twins[0] !== method
          ? `${method.name} exists twice as @AuraEnabled`
          : undefined;
      }),
  },
  {
    id: 'aura-enabled-visibility',
    refused: 'an @AuraEnabled method that is private or, with parameters, not static',
    message: 'AuraEnabled methods must be static and public or global',
    source: 'Lightning Web Components Developer Guide, Expose Apex Methods',
    remedy: 'Make it `public static`.',
    check: (model) =>
      methodsThat(model, (method) =>
        annotated(method, 'auraenabled') &&
        (method.modifiers.includes('private') ||
          method.modifiers.includes('protected') ||
          (lacksStatic(method) && method.parameters.length > 0))
          ? `${method.name} cannot be reached`
          : undefined,
      ),
  },
  {
    id: 'cacheable-writes',
    refused: 'a cacheable @AuraEnabled method that writes',
    message: 'System.LimitException: Too many DML statements: 1 (a cacheable method cannot write)',
    source: 'Lightning Web Components Developer Guide, Client-Side Caching of Apex Method Results',
    remedy: 'Drop `cacheable=true`, or do not write.',
    check: (model) =>
      methodsThat(model, (method) => {
        const cacheable = method.modifiers.some((modifier) => /^@auraenabled\(.*cacheable=true/.test(modifier));
        const writes =
          findAll(method.body, [
            'InsertStatement',
            'UpdateStatement',
            'DeleteStatement',
            'UpsertStatement',
            'UndeleteStatement',
            'MergeStatement',
          ]).length > 0 || /database\.(insert|update|delete|upsert)|eventbus\.publish/i.test(method.body?.text ?? '');
        return cacheable && writes ? `${method.name} is cacheable and writes` : undefined;
      }),
  },
  {
    id: 'invocable-shape',
    refused: 'an invocable method that is not static, takes something other than one list, or stands twice in a class',
    message:
      'Only one method per type can be defined with: InvocableMethod / InvocableMethod methods must take a single List parameter',
    source: `${APEX}, InvocableMethod Annotation`,
    remedy: 'Keep one `public static` method with one List parameter.',
    check: (model) =>
      methodsThat(model, (method, { methods }) => {
        if (!annotated(method, 'invocablemethod')) return undefined;
        const first = methods.find((each) => annotated(each, 'invocablemethod'));
        if (first !== method) return 'The class has two invocable methods';
        const [only, second] = method.parameters;
        const wrong =
          lacksStatic(method) || second !== undefined || (only !== undefined && !/^list<|\[\]$/i.test(only.type));
        return wrong ? `${method.name} is not static with one list` : undefined;
      }),
  },
  {
    id: 'rest-resource-global',
    refused: 'an Apex REST class that is not global, or whose mapping does not start with a slash',
    message: 'Class annotated with @RestResource must be global / invalid urlMapping',
    source: `${APEX}, RestResource Annotation`,
    remedy: 'Make the class and its methods global and start the mapping with /.',
    check: (model) =>
      classesThat(model, ({ modifiers, name }) => {
        const mapping = modifiers.find((modifier) => modifier.startsWith('@restresource'));
        return mapping !== undefined && (!modifiers.includes('global') || !mapping.includes("urlmapping='/"))
          ? `${name} cannot serve REST`
          : undefined;
      }),
  },
  {
    id: 'event-trigger-operation',
    refused: 'a trigger on a platform event for anything but after insert',
    message: 'Platform event triggers support only after insert',
    source: 'Platform Events Developer Guide, Subscribe with Apex Triggers',
    remedy: 'Write `(after insert)`.',
    check: (model) =>
      model.apex.flatMap(({ path, trigger, tree }) => {
        const [, object] = tree.children.filter(({ rule }) => rule === 'Id');
        const cases = tree.children.filter(({ rule }) => rule === 'TriggerCase').map(({ text }) => text.toLowerCase());
        return trigger && object?.text.endsWith('__e') && cases.some((each) => each !== 'afterinsert')
          ? [{ file: path, line: tree.line, what: `${object.text} has only after insert` }]
          : [];
      }),
  },
  {
    id: 'trigger-object',
    refused: 'a trigger on a custom setting, custom metadata type or object that does not exist',
    message: 'SObject type does not allow triggers: {object}',
    source: `${APEX}, Triggers`,
    remedy: 'Move the logic to where the record is written.',
    check: (model) =>
      model.apex.flatMap(({ path, trigger, tree }) => {
        const [, object] = tree.children.filter(({ rule }) => rule === 'Id');
        const own = model.object(object?.text ?? '');
        const refused =
          model.schema.object(object?.text ?? '') === undefined ||
          (own && ['setting', 'metadata-type'].includes(own.kind));
        return trigger && object && refused
          ? [{ file: path, line: object.line, what: `${object.text} allows no triggers` }]
          : [];
      }),
  },
  {
    id: 'own-namespace-in-apex',
    refused: 'the package’s own namespace written into Apex or metadata: it does not resolve in an unpackaged deploy',
    message: 'Invalid type: {namespace}__{name} / no CustomField named {namespace}__{name} found',
    source: `${PACKAGING}, Namespaces; Salesforce DX Developer Guide`,
    remedy: 'Leave the prefix out: the platform adds it. Where a text needs it, take it from describe.',
    check: (model) => {
      const { namespace, files } = model.project;
      if (namespace === '') return [];
      const own = new RegExp(`\\b${namespace}__\\w`, 'i');
      return [...files]
        .filter(([path]) => /\.(cls|trigger|xml|js|html)$/.test(path))
        .flatMap(([path, source]) => {
          const code = /\.(cls|trigger)$/.test(path)
            ? source.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '))
            : source;
          return code
            .split('\n')
            .flatMap((text, index) =>
              own.test(text)
                ? [{ file: path, line: index + 1, what: `The package’s own prefix ${namespace}__ is written out` }]
                : [],
            );
        });
    },
  },
  {
    id: 'hard-coded-id',
    refused: 'a record id written into code or metadata: it exists in one org only',
    message: 'insufficient access rights on cross-reference id / INVALID_CROSS_REFERENCE_KEY',
    source: 'hardisgroupcom/sfdx-hardis, error list (Insufficient access rights on cross-reference id)',
    remedy: 'Find the record by a stable name.',
    check: (model) =>
      [...model.project.files]
        .filter(
          ([path]) => /\.(cls|trigger|xml)$/.test(path) && !/Test\w*\.cls$/.test(path) && !path.includes('/test/'),
        )
        .flatMap(([path, source]) =>
          source
            .split('\n')
            .flatMap((text, index) =>
              /['">](?:00[1-9DGQ]|012|005|006|01[pqsrtu]|02u|0[A-Z]{2})[A-Za-z0-9]{12}(?:[A-Z0-5]{3})?['"<]/.test(
                text,
              ) && !MADE_UP_ID.test(text)
                ? [{ file: path, line: index + 1, what: 'A record id is written out' }]
                : [],
            ),
        ),
  },
  {
    id: 'feature-dependent-field',
    refused:
      'a static reference to a field or object that exists only where a feature is on: the package does not install elsewhere',
    message:
      'No such column {field} on entity {object} / Invalid type: {object} (installation fails: missing organization feature)',
    source:
      'Second-Generation Managed Packaging Guide, Create and Update Versions: required features; sfdx-hardis error list (Missing feature ...)',
    remedy: 'Reach it dynamically after asking describe whether it is there.',
    check: (model) =>
      model.apex.flatMap(({ path }) => {
        const code = blankedApex(model.project.files.get(path) ?? '');
        return [...code.matchAll(FEATURE_FIELDS)].map(({ index, 0: name }) => ({
          file: path,
          line: lineAt(code, index),
          what: `${name} exists only where its feature is on`,
        }));
      }),
  },
  {
    id: 'test-only-visibility',
    refused: 'a test class in the production code of another class: @TestVisible members that are public',
    message: '@TestVisible is meant for private members',
    source: `${APEX}, @TestVisible Annotation`,
    remedy: 'Make the member private, or drop @TestVisible.',
    check: (model) =>
      methodsThat(model, (method) =>
        annotated(method, 'testvisible') && method.modifiers.some((modifier) => ['public', 'global'].includes(modifier))
          ? `${method.name} is visible anyway`
          : undefined,
      ),
  },
];

/** Multi-currency, state and country lists, person accounts, territories, shared activities, topics, contacts to multiple accounts. */
const FEATURE_FIELDS =
  /\b(?:CurrencyIsoCode|(?:Billing|Shipping|Mailing|Other)(?:State|Country)Code|IsPersonAccount|Person(?:Email|MobilePhone|ContactId|Title)|Territory2Id|TaskWhoIds|EventWhoIds|TaskWhoRelations?|EventWhoRelations?|TopicAssignment|AccountContactRelation|MiddleName|OpportunityTeamMember|AccountTeamMember)\b/g;
