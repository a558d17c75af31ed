import { standardObjects } from './table.ts';

const LINKED =
  'Account|Asset|Campaign|Case|Contact|Contract|Event|Group|Lead|Opportunity|Order|Organization|Product2|Task|User';

/** Files and notes. Source: Object Reference for the Salesforce Platform, API 65.0. */
export const contentObjects = standardObjects(`
object ContentDocument 069 "Content Document" "Content Documents" noCreate viewed
OwnerId reference(User) defaulted
Title string(255) required nameField
PublishStatus !picklist(P|R|U) readonly
LatestPublishedVersionId reference(ContentVersion) readonly
ParentId string(18)
Description longtext(1000)
ContentSize int readonly "Size"
FileType string(20) readonly
FileExtension string(40) readonly
SharingOption !picklist(A|R)
SharingPrivacy !picklist(N|P)
ContentModifiedDate datetime readonly
ContentAssetId string(18) readonly
IsArchived boolean
ArchivedById reference(User) readonly
ArchivedDate date readonly
IsInternalOnly boolean

object ContentVersion 068 "Content Version" "Content Versions" noDelete
ContentDocumentId reference(ContentDocument) createonly children(ContentVersions) cascade
IsLatest boolean readonly
ContentUrl url(1300)
ContentBodyId string(18)
VersionNumber string(20) readonly
Title string(255) required nameField
Description textarea(1000)
ReasonForChange string(1000)
SharingOption !picklist(A*|R)
SharingPrivacy !picklist(N*|P)
PathOnClient string(500) createonly
RatingCount int readonly
ContentModifiedDate datetime createonly
ContentModifiedById reference(User) readonly
PositiveRatingCount int readonly
NegativeRatingCount int readonly
FeaturedContentBoost int readonly
FeaturedContentDate date readonly
OwnerId reference(User) defaulted
TagCsv longtext(2000) "Tags"
FileType string(20) readonly
PublishStatus !picklist(P|R|U) readonly
VersionData base64
VersionDataUrl url(255) readonly
ContentSize int readonly "Size"
FileExtension string(40) readonly
FirstPublishLocationId reference(${LINKED}) createonly
Origin !picklist(C|H*) createonly "Content Origin"
ContentLocation !picklist(S*|E|L)
TextPreview string(255) readonly
ExternalDocumentInfo1 string(1000)
ExternalDocumentInfo2 string(1000)
Checksum string(50) readonly
IsMajorVersion boolean createonly
IsAssetEnabled boolean createonly "Asset File Enabled"

object ContentDocumentLink 06A "Content Document Link" "Content Document Link" bare deletable
LinkedEntityId reference(${LINKED}) required createonly children(ContentDocumentLinks) cascade
ContentDocumentId reference(ContentDocument) required createonly children(ContentDocumentLinks) cascade
SystemModstamp datetime required readonly
ShareType !picklist(V*|C|I) defaulted
Visibility !picklist(AllUsers*|InternalUsers|SharedUsers) defaulted

object ContentNote 069 "Note" "Notes" bare deletable audit viewed
Title string(255) required nameField
FileType string(20) readonly
Content base64
TextPreview string(255) readonly
ContentSize int readonly
ContentModifiedDate datetime readonly
FileExtension string(40) readonly
SharingPrivacy !picklist(N*|P)
IsReadOnly boolean readonly
OwnerId reference(User) defaulted
LatestPublishedVersionId reference(ContentVersion) readonly
LatestContentId string(18) readonly

object Attachment 00P "Attachment" "Attachments" owner
ParentId reference(Account|Asset|Campaign|Case|Contact|Contract|EmailMessage|Event|Lead|Opportunity|Order|Product2|Task) required createonly children(Attachments) cascade
Name string(255) required nameField "File Name"
IsPrivate boolean "Private"
ContentType string(120)
BodyLength int readonly
Body base64 required
Description textarea(500)

object Note 002 "Note" "Notes" owner
ParentId reference(Account|Asset|Contact|Contract|Lead|Opportunity|Product2) required createonly children(Notes) cascade
Title string(80) required nameField
IsPrivate boolean "Private"
Body longtext(32000)

object Document 015 "Document" "Documents" viewed
FolderId reference(Folder|User) required
Name string(255) required nameField "Document Name"
DeveloperName string(80) "Document Unique Name"
NamespacePrefix string(15) readonly
ContentType string(120) "MIME Type"
Type string(40) "File Extension"
IsPublic boolean "Externally Available"
BodyLength int readonly
Body base64
Url url(1000)
Description string(255)
Keywords string(255)
IsInternalUseOnly boolean
AuthorId reference(User) defaulted
IsBodySearchable boolean readonly

object Folder 00l "Folder" "Folder" bare audit
Name string(40) required nameField
ParentId reference(Folder)
DeveloperName string(80)
AccessType !picklist(Shared|Public|Hidden|PublicInternal)
IsReadonly boolean
Type !picklist(Document|Email|Report|Dashboard)
NamespacePrefix string(15) readonly
`);
