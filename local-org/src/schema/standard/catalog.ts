import { standardObjects } from './table.ts';

/** What Apex and tools may ask of the org's metadata in queries. Source: Tooling API reference, the same objects in SOQL. */
export const catalogObjects = standardObjects(`
object EntityDefinition 4ie "Entity Definition" "Entity Definitions" bare fixed
DurableId string(255) idLookup
QualifiedApiName string(255) nameField
DeveloperName string(255)
NamespacePrefix string(15)
Label string(255)
MasterLabel string(255)
PluralLabel string(255)
KeyPrefix string(3)
IsQueryable boolean
IsCustomSetting boolean
IsCustomizable boolean
IsTriggerable boolean
IsRetrieveable boolean
IsSearchable boolean
IsApexTriggerable boolean
IsWorkflowEnabled boolean
InternalSharingModel string(40)
ExternalSharingModel string(40)

object FieldDefinition 4fe "Field Definition" "Field Definitions" bare fixed
DurableId string(255) idLookup
QualifiedApiName string(255) nameField
DeveloperName string(255)
NamespacePrefix string(15)
EntityDefinitionId reference(EntityDefinition) children(Fields)
Label string(255)
MasterLabel string(255)
DataType string(255)
Length int
Precision int
Scale int
ExtraTypeInfo string(40)
RelationshipName string(255)
IsCalculated boolean
IsIndexed boolean
IsNillable boolean
IsNameField boolean
IsHtmlFormatted boolean
IsCompound boolean

object PlatformCachePartition 0Er "Platform Cache Partition" "Platform Cache Partitions" bare audit fixed
DeveloperName string(80) nameField
MasterLabel string(80)
NamespacePrefix string(15)
Language string(40)
Description string(255)
IsDefaultPartition boolean
`);
