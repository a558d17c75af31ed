/** What Salesforce refuses about permission sets. */
import { isTrue, type XmlElement } from '../../project/xml.ts';
import {
  at,
  childrenNamed,
  filesThat,
  type Metadata,
  type PackageModel,
  repeated,
  textOf,
} from '../../rules/package-model.ts';
import type { Place, Rule } from '../../rules/rule.ts';

const HARDIS = 'hardisgroupcom/sfdx-hardis, error list';
const API = 'Metadata API Developer Guide, PermissionSet';
/** Each permission with those it depends on. */
const DEPENDS: Readonly<Record<string, readonly string[]>> = {
  allowEdit: ['allowRead'],
  allowDelete: ['allowRead', 'allowEdit'],
  viewAllRecords: ['allowRead'],
  modifyAllRecords: ['allowRead', 'allowEdit', 'allowDelete', 'viewAllRecords'],
};
const READ_ONLY_TYPES = new Set(['AutoNumber', 'Summary']);

const entriesThat = (
  model: PackageModel,
  element: string,
  what: (entry: XmlElement, file: Metadata) => string | undefined,
): readonly Place[] =>
  model.of('permissionset').flatMap((file) =>
    childrenNamed(file.root, element).flatMap((entry) => {
      const wrong = what(entry, file);
      return wrong === undefined ? [] : [at(file, entry, wrong)];
    }),
  );

const fieldNamed = (model: PackageModel, entry: XmlElement) => model.field(textOf(entry, 'field') ?? '');

export const permissionRules: readonly Rule[] = [
  {
    id: 'permission-on-required-field',
    refused: 'a field permission on a required or master-detail field',
    message: 'You cannot deploy to a required field: {field}',
    source: `${HARDIS} (Mandatory custom field can not be in a profile/permission set)`,
    remedy: 'Remove the field permission: everyone who sees the object sees a required field.',
    check: (model) =>
      entriesThat(model, 'fieldPermissions', (entry) => {
        const field = fieldNamed(model, entry);
        return field && (field.required || field.type === 'MasterDetail')
          ? `${field.object}.${field.name} is required`
          : undefined;
      }),
  },
  {
    id: 'permission-on-system-field',
    refused: 'a field permission on a system field',
    message: 'You cannot deploy to a required field: {field}',
    source: `${HARDIS} (Mandatory custom field can not be in a profile/permission set)`,
    remedy: 'Remove the field permission.',
    check: (model) =>
      entriesThat(model, 'fieldPermissions', (entry) =>
        /\.(Id|OwnerId|CreatedById|CreatedDate|LastModifiedById|LastModifiedDate)$/.test(textOf(entry, 'field') ?? '')
          ? `${textOf(entry, 'field') ?? ''} takes no permission`
          : undefined,
      ),
  },
  {
    id: 'permission-edit-on-computed-field',
    refused: 'edit permission on a formula, roll-up or auto-number field',
    message: 'Field {field} is not editable',
    source: API,
    remedy: 'Set <editable>false</editable>.',
    check: (model) =>
      entriesThat(model, 'fieldPermissions', (entry) => {
        const field = fieldNamed(model, entry);
        return field && isTrue(entry, 'editable') && (field.formula || READ_ONLY_TYPES.has(field.type))
          ? `${field.name} is computed`
          : undefined;
      }),
  },
  {
    id: 'permission-edit-without-read',
    refused: 'edit permission on a field without read permission',
    message: 'Field permission Edit depends on Read',
    source: API,
    remedy: 'Set <readable>true</readable>.',
    check: (model) =>
      entriesThat(model, 'fieldPermissions', (entry) =>
        isTrue(entry, 'editable') && !isTrue(entry, 'readable')
          ? `${textOf(entry, 'field') ?? ''} may be edited but not read`
          : undefined,
      ),
  },
  {
    id: 'permission-activity-name',
    refused: 'a field permission that names Activity',
    message: 'In field: field - no CustomField named Activity.{name} found',
    source: `${HARDIS} (Custom field not found)`,
    remedy: 'Name the field twice: Task.X and Event.X.',
    check: (model) =>
      entriesThat(model, 'fieldPermissions', (entry) =>
        (textOf(entry, 'field') ?? '').startsWith('Activity.')
          ? 'Permissions of activity fields name Task and Event'
          : undefined,
      ),
  },
  {
    id: 'permission-field-of-event-or-setting',
    refused: 'a field permission on a platform event, custom setting or custom metadata type',
    message: 'In field: field - no CustomField named {field} found / invalid field permissions',
    source: 'Platform Events Developer Guide, Platform Event Considerations',
    remedy: 'Remove it: these have no field-level security.',
    check: (model) =>
      entriesThat(model, 'fieldPermissions', (entry) => {
        const object = model.object((textOf(entry, 'field') ?? '').split('.')[0] ?? '');
        return object && ['event', 'setting', 'metadata-type'].includes(object.kind)
          ? `${object.name} has no field-level security`
          : undefined;
      }),
  },
  {
    id: 'permission-object-depends',
    refused: 'an object permission without those it depends on',
    message: 'Permission {permission} {object} depends on permission(s): {permissions}',
    source: 'Salesforce Help, Object Permissions; public experience of deployments',
    remedy: 'Grant the permissions it depends on too, or remove it.',
    check: (model) =>
      entriesThat(model, 'objectPermissions', (entry) => {
        const lacking = Object.entries(DEPENDS).find(
          ([permission, needs]) => isTrue(entry, permission) && needs.some((need) => !isTrue(entry, need)),
        );
        return (
          lacking &&
          `${lacking[0]} on ${textOf(entry, 'object') ?? ''} needs ${lacking[1].filter((need) => !isTrue(entry, need)).join(', ')}`
        );
      }),
  },
  {
    id: 'permission-detail-without-master',
    refused: 'access to a detail object without read access to its master',
    message: 'Permission Read {detail} depends on permission(s): Read {master}',
    source: 'public experience of deployments; Salesforce Help, Object Permissions',
    remedy: 'Grant read on the master in the same permission set.',
    check: (model) =>
      entriesThat(model, 'objectPermissions', (entry, file) => {
        const object = model.object(textOf(entry, 'object') ?? '');
        const masters =
          object?.fields.filter(({ type }) => type === 'MasterDetail').map(({ referenceTo }) => referenceTo) ?? [];
        const readable = new Set(
          childrenNamed(file.root, 'objectPermissions')
            .filter((each) => isTrue(each, 'allowRead'))
            .map((each) => textOf(each, 'object')),
        );
        const lacking = isTrue(entry, 'allowRead') ? masters.find((master) => !readable.has(master)) : undefined;
        return lacking && `${object?.name ?? ''} is readable and its master ${lacking} is not`;
      }),
  },
  {
    id: 'permission-event-access',
    refused: 'access to a platform event beyond read and create',
    message: 'Platform events support only Read and Create permissions',
    source: 'Platform Events Developer Guide, User Permissions',
    remedy: 'Grant <allowCreate> and <allowRead> only.',
    check: (model) =>
      entriesThat(model, 'objectPermissions', (entry) => {
        const wide = ['allowEdit', 'allowDelete', 'viewAllRecords', 'modifyAllRecords', 'viewAllFields'].find(
          (permission) => isTrue(entry, permission),
        );
        return wide && (textOf(entry, 'object') ?? '').endsWith('__e')
          ? `${textOf(entry, 'object') ?? ''} cannot be granted ${wide}`
          : undefined;
      }),
  },
  {
    id: 'permission-on-setting',
    refused: 'object permissions on a custom setting or custom metadata type',
    message: 'In field: object - no CustomObject named {name} found',
    source: API,
    remedy: 'Use <customSettingAccesses> or <customMetadataTypeAccesses>.',
    check: (model) =>
      entriesThat(model, 'objectPermissions', (entry) => {
        const object = model.object(textOf(entry, 'object') ?? '');
        return object && ['setting', 'metadata-type'].includes(object.kind)
          ? `${object.name} takes no object permission`
          : undefined;
      }),
  },
  {
    id: 'permission-repeated',
    refused: 'the same field, object, class or tab twice in a permission set',
    message: 'Duplicate values in permission set',
    source: API,
    remedy: 'Keep one of them.',
    check: (model) =>
      model.of('permissionset').flatMap((file) =>
        [
          ['fieldPermissions', 'field'],
          ['objectPermissions', 'object'],
          ['classAccesses', 'apexClass'],
          ['tabSettings', 'tab'],
        ].flatMap(([element = '', key = '']) =>
          repeated(childrenNamed(file.root, element), key).map((entry) =>
            at(file, entry, `${textOf(entry, key) ?? ''} stands twice`),
          ),
        ),
      ),
  },
  {
    id: 'permission-set-label-length',
    refused: 'a permission set label of more than 80 characters or a description of more than 255',
    message: 'Label: data value too large (max length=80)',
    source: API,
    remedy: 'Shorten it.',
    check: (model) => [
      ...filesThat(model, 'permissionset', 'label', ({ root }) =>
        (textOf(root, 'label') ?? '').length > 80 ? 'The label is longer than 80 characters' : undefined,
      ),
      ...filesThat(model, 'permissionset', 'description', ({ root }) =>
        (textOf(root, 'description') ?? '').length > 255 ? 'The description is longer than 255 characters' : undefined,
      ),
    ],
  },
  {
    id: 'permission-tab-visibility',
    refused: 'a tab visibility of profiles in a permission set',
    message: "'DefaultOn' is not a valid value for the enum 'PermissionSetTabVisibility'",
    source: API,
    remedy: 'Use Visible, Available or None.',
    check: (model) =>
      entriesThat(model, 'tabSettings', (entry) =>
        ['DefaultOn', 'DefaultOff', 'Hidden'].includes(textOf(entry, 'visibility') ?? '')
          ? `${textOf(entry, 'visibility') ?? ''} is a word of profiles`
          : undefined,
      ),
  },
  {
    id: 'permission-all-data',
    refused: 'a permission set of a managed package that grants all data or setup',
    message:
      'Permission sets in packages cannot include Modify All Data, View All Data or Customize Application without review',
    source: 'AppExchange Security Requirements Checklist: least privilege',
    remedy: 'Grant object and field permissions instead.',
    check: (model) =>
      entriesThat(model, 'userPermissions', (entry) =>
        ['ModifyAllData', 'ViewAllData', 'AuthorApex', 'CustomizeApplication', 'ManageUsers'].includes(
          textOf(entry, 'name') ?? '',
        ) && isTrue(entry, 'enabled')
          ? `${textOf(entry, 'name') ?? ''} is more than the product needs`
          : undefined,
      ),
  },
];
