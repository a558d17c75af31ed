import { standardObjects } from './table.ts';

/** Cases, mail and related objects. Source: Object Reference for the Salesforce Platform, API 65.0. */
export const serviceObjects = standardObjects(`
object Case 500 "Case" "Cases" queueOwner recordTypes viewed
MasterRecordId reference(Case) readonly
CaseNumber string(30) auto({00000000}) nameField idLookup
ContactId reference(Contact) children(Cases) restrict
AccountId reference(Account) children(Cases) restrict
AssetId reference(Asset) children(Cases)
SourceId reference(EmailMessage)
ParentId reference(Case) children(Cases) "Parent Case ID"
SuppliedName string(80) "Name"
SuppliedEmail email "Email Address"
SuppliedPhone string(40) "Phone"
SuppliedCompany string(80) "Company"
Type picklist(Mechanical|Electrical|Electronic|Structural|Other) "Case Type"
Status picklist(New*|Working|Escalated|Closed)
Reason picklist(Installation|Equipment Complexity|Performance|Breakdown|Equipment Design|Feedback|Other) "Case Reason"
Origin picklist(Phone|Email|Web) "Case Origin"
Language !picklist(en_US|de|es|fr|it|ja)
Subject string(255)
Priority picklist(High|Medium*|Low)
Description longtext(32000)
IsClosed boolean readonly "Closed"
ClosedDate datetime readonly
IsEscalated boolean "Escalated"
IsClosedOnCreate boolean readonly "Closed When Created"
BusinessHoursId reference(BusinessHours)
ContactPhone phone readonly
ContactMobile phone readonly
ContactEmail email readonly
ContactFax phone readonly
Comments textarea(4000) "Internal Comments"

object CaseComment 00a "Case Comment" "Case Comments"
ParentId reference(Case) required createonly children(CaseComments) cascade
IsPublished boolean "Published"
CommentBody textarea(4000) "Body"

object CaseStatus 01J "Case Status Value" "Case Status Value" bare audit fixed
MasterLabel string(255) nameField
ApiName string(255)
SortOrder int
IsDefault boolean
IsClosed boolean "Closed"

object EmailMessage 02s "Email Message" "Email Messages"
ParentId reference(Case) children(EmailMessages) cascade "Case ID"
ActivityId reference(Task)
TextBody longtext(131072)
HtmlBody longtext(131072) "HTML Body"
Headers longtext(32000)
Subject string(3000)
Name string(2000) nameField readonly
FromName string(1000)
FromAddress email(1000)
ValidatedFromAddress picklist "From"
ToAddress string(4000)
CcAddress string(4000) "CC Address"
BccAddress string(4000) "BCC Address"
Incoming boolean "Is Incoming"
HasAttachment boolean readonly
Status !picklist(0|1|2|3|4|5*) defaulted
MessageDate datetime
ReplyToEmailMessageId reference(EmailMessage)
MessageIdentifier string(765)
ThreadIdentifier string(765)
ClientThreadIdentifier string(765)
IsExternallyVisible boolean
IsClientManaged boolean
RelatedToId reference(Account|Asset|Campaign|Case|Contract|Opportunity|Order|Product2) children(Emails)
FromId reference(User|Contact|Lead) readonly
IsTracked boolean
IsOpened boolean readonly "Opened?"
FirstOpenedDate datetime
LastOpenedDate datetime
IsBounced boolean
EmailTemplateId reference(EmailTemplate)

object EmailTemplate 00X "Email Template" "Email Templates" bare audit
Name string(80) required nameField "Email Template Name"
DeveloperName string(80) required "Template Unique Name"
NamespacePrefix string(15) readonly
OwnerId reference(User) defaulted
FolderId reference(Folder|Organization|User)
FolderName string(255) readonly
BrandTemplateId string(18) "Letterhead ID"
TemplateStyle !picklist(none*|freeForm|formalLetter|promotionRight|promotionLeft|newsletter|products) "Style"
IsActive boolean "Available For Use"
TemplateType !picklist(text|html|custom|visualforce)
Encoding !picklist(UTF-8*|ISO-8859-1)
Description string(255)
Subject string(255)
HtmlValue longtext(384000) "HTML Value"
Body longtext(384000) "Email Body"
TimesUsed int readonly
LastUsedDate datetime readonly
ApiVersion double(18,1)
Markup longtext(1048576)
UiType !picklist(Aloha|SFX|SFX_Sample)
RelatedEntityType string(80)

object Asset 02i "Asset" "Assets" owner viewed
ContactId reference(Contact) children(Assets)
AccountId reference(Account) children(Assets) cascade
ParentId reference(Asset) children(ChildAssets) "Parent Asset ID"
RootAssetId reference(Asset) readonly
Product2Id reference(Product2) children(Assets) "Product ID"
ProductCode string(255) readonly
IsCompetitorProduct boolean "Competitor Asset"
Name string(255) required nameField "Asset Name"
SerialNumber string(80)
InstallDate date
PurchaseDate date
UsageEndDate date
Status picklist(Shipped|Installed|Registered|Obsolete|Purchased)
Price currency
Quantity double(18,2)
Description longtext(32000)
IsInternal boolean "Internal Asset"
AssetLevel int readonly
StockKeepingUnit string(180) readonly "Product SKU"
`);
