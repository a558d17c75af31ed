import { standardObjects } from './table.ts';

/** The org itself: its code, jobs, settings. Source: Object Reference for the Salesforce Platform, API 65.0. */
export const platformObjects = standardObjects(`
object Organization 00D "Organization" "Organization" bare audit noCreate noDelete
Name string(80) required nameField
Division string(80)
address none
Phone phone
Fax phone
PrimaryContact string(80)
DefaultLocaleSidKey string(40) "Locale"
TimeZoneSidKey string(40) "Time Zone"
LanguageLocaleKey string(40) "Language"
ReceivesInfoEmails boolean "Info Emails"
ReceivesAdminInfoEmails boolean "Info Emails Admin"
FiscalYearStartMonth int "Fiscal Year Starts In"
UsesStartDateAsFiscalYearName boolean "Fiscal Year Name by Start"
DefaultAccountAccess string(40) readonly
DefaultContactAccess string(40) readonly
DefaultOpportunityAccess string(40) readonly
DefaultLeadAccess string(40) readonly
DefaultCaseAccess string(40) readonly
DefaultCalendarAccess string(40) readonly
DefaultPricebookAccess string(40) readonly
DefaultCampaignAccess string(40) readonly
ComplianceBccEmail email "Compliance BCC Email"
UiSkin string(40) "UI Skin"
SignupCountryIsoCode string(2) readonly "Signup Country"
TrialExpirationDate datetime readonly
OrganizationType string(40) readonly "Edition"
NamespacePrefix string(15) readonly
InstanceName string(5) readonly
IsSandbox boolean readonly
WebToCaseDefaultOrigin string(40)
MonthlyPageViewsUsed int readonly
MonthlyPageViewsEntitlement int readonly "Monthly Page Views Allowed"
IsReadOnly boolean readonly

object RecordType 012 "Record Type" "Record Type" bare audit noDelete
Name string(80) required nameField
DeveloperName string(80) required "Record Type Name"
NamespacePrefix string(15) readonly
Description string(255)
BusinessProcessId string(18)
SobjectType string(40) required
IsActive boolean "Active"

object ApexClass 01p "Apex Class" "Apex Classes" bare audit fixed
NamespacePrefix string(15)
Name string(255) nameField
ApiVersion double(18,1)
Status !picklist(Inactive|Active|Deleted)
IsValid boolean
BodyCrc double(18,0) "Body CRC"
Body longtext(1000000)
LengthWithoutComments int "Size Without Comments"

object ApexTrigger 01q "Apex Trigger" "Apex Triggers" bare audit fixed
NamespacePrefix string(15)
Name string(255) nameField
TableEnumOrId string(40) "Custom Object Definition ID"
UsageBeforeInsert boolean
UsageAfterInsert boolean
UsageBeforeUpdate boolean
UsageAfterUpdate boolean
UsageBeforeDelete boolean
UsageAfterDelete boolean
UsageIsBulk boolean
UsageAfterUndelete boolean
ApiVersion double(18,1)
Status !picklist(Inactive|Active|Deleted)
IsValid boolean
BodyCrc double(18,0) "Body CRC"
Body longtext(1000000)
LengthWithoutComments int "Size Without Comments"

object ApexPage 066 "Visualforce Page" "Visualforce Pages" bare audit fixed
NamespacePrefix string(15)
Name string(80) nameField
ApiVersion double(18,1)
MasterLabel string(80)
Description string(255)
ControllerType !picklist(0|1|2|3)
ControllerKey string(255)
Markup longtext(1048576)

object AsyncApexJob 707 "Apex Job" "Apex Jobs" bare fixed
CreatedDate datetime
CreatedById reference(User)
JobType !picklist(Future|SharingRecalculation|ScheduledApex|BatchApex|BatchApexWorker|TestRequest|TestWorker|ApexToken|Queueable)
ApexClassId reference(ApexClass)
Status !picklist(Queued|Processing|Aborted|Completed|Failed|Preparing|Holding)
JobItemsProcessed int "Batches Processed"
TotalJobItems int "Total Batches"
NumberOfErrors int "Failures"
CompletedDate datetime "Completion Date"
MethodName string(255) "Apex Method"
ExtendedStatus string(255) "Status Detail"
ParentJobId reference(AsyncApexJob)
LastProcessed string(15)
LastProcessedOffset int
CronTriggerId reference(CronTrigger)

object CronTrigger 08e "Scheduled Jobs" "Scheduled Jobs" bare fixed
CronJobDetailId reference(CronJobDetail) "Job ID"
NextFireTime datetime "Next Run"
PreviousFireTime datetime "Last Run"
State string(16) "Job State"
StartTime datetime "Started"
EndTime datetime "Ended"
CronExpression string(255)
TimeZoneSidKey string(40) "Time Zone"
OwnerId reference(User)
LastModifiedById reference(User)
CreatedById reference(User)
CreatedDate datetime
TimesTriggered int

object CronJobDetail 08a "Cron Job" "Cron Jobs" bare fixed
Name string(3000) nameField "Name"
JobType !picklist(0|1|3|4|6|7|8|9|A)

object StaticResource 081 "Static Resource" "Static Resource" bare audit fixed
NamespacePrefix string(15)
Name string(255) nameField
ContentType string(120) "MIME Type"
BodyLength int "Size"
Body base64
Description string(255)
CacheControl !picklist(Private|Public)

object EventBusSubscriber 0JC "Event Bus Subscriber" "Event Bus Subscriber" bare fixed
ExternalId string(36)
Name string(40) nameField
Type string(40)
Topic string(40)
Status string(40)
Position int
Tip int
Retries int
LastError string(255)
IsPartitioned boolean

object DuplicateRule 0Bm "Duplicate Rule" "Duplicate Rules" bare audit deletable fixed
DeveloperName string(80) nameField
MasterLabel string(80)
Language string(40)
NamespacePrefix string(15)
SobjectType string(40)
SobjectSubtype string(40)
IsActive boolean
LastViewedDate datetime

object MatchingRule 0JL "Matching Rule" "Matching Rules" bare audit deletable fixed
DeveloperName string(80) nameField
MasterLabel string(80)
Language string(40)
NamespacePrefix string(15)
SobjectType string(40)
SobjectSubtype string(40)
MatchEngine string(40)
BooleanFilter string(800)
Description string(255)
RuleStatus string(40)

object Domain 0I4 "Domain" "Domains" bare audit fixed
DomainType !picklist(DNS)
Domain string(765) nameField
OptionsHstsPreload boolean
CnameTarget string(765)
HttpsOption !picklist(CdnPartner|Community|NoHttps|OwnCertificate|SharedCertificate)

object BusinessHours 01m "Business Hours" "Business Hours" bare audit noDelete
Name string(80) required nameField "Business Hours Name"
IsActive boolean "Active"
IsDefault boolean "Default Business Hours"
SundayStartTime time
SundayEndTime time
MondayStartTime time
MondayEndTime time
TuesdayStartTime time
TuesdayEndTime time
WednesdayStartTime time
WednesdayEndTime time
ThursdayStartTime time
ThursdayEndTime time
FridayStartTime time
FridayEndTime time
SaturdayStartTime time
SaturdayEndTime time
TimeZoneSidKey string(40) "Time Zone"
LastViewedDate datetime readonly

object Topic 0TO "Topic" "Topics" bare
CreatedDate datetime required readonly
CreatedById reference(User) required readonly
SystemModstamp datetime required readonly
Name string(99) required nameField
Description longtext(1000)
TalkingAbout int readonly

object TopicAssignment 0FT "Topic Assignment" "Topic Assignment" bare deletable noUpdate
TopicId reference(Topic) required createonly children(TopicAssignments) cascade
EntityId reference(Account|Asset|Campaign|Case|Contact|ContentDocument|Contract|Event|Lead|Opportunity|Order|Product2|Task) required createonly children(TopicAssignments) cascade
EntityKeyPrefix string(3) readonly
EntityType string(40) readonly
CreatedDate datetime required readonly
CreatedById reference(User) required readonly
SystemModstamp datetime required readonly

object AppMenuItem 0DS "App Menu Item" "App Menu Items" bare audit fixed
SortOrder int
Name string(255) nameField
NamespacePrefix string(15)
Label string(80)
Description string(200)
StartUrl string(1024)
MobileStartUrl string(1024)
LogoUrl string(1024)
IconUrl string(1024)
InfoUrl string(1024)
IsUsingAdminAuthorization boolean
MobilePlatform string(40)
MobileMinOsVer string(40)
MobileDeviceType string(40)
IsRegisteredDeviceOnly boolean
MobileAppVer string(40)
MobileAppInstalledDate datetime
MobileAppInstalledVersion string(40)
MobileAppBinaryId string(18)
MobileAppInstallUrl string(1024)
CanvasEnabled boolean
CanvasReferenceId string(18)
CanvasUrl string(1024)
CanvasAccessMethod string(40)
CanvasSelectedLocations string(1024)
CanvasOptions string(1024)
Type !picklist(Network|ServiceProvider|TabSet)
ApplicationId string(18)
UserSortOrder int
IsVisible boolean
IsAccessible boolean

object OrgWideEmailAddress 0D2 "Organization-wide From Email Address" "Organization-wide From Email Addresses" bare audit
Address email required
DisplayName string(255) required nameField
IsAllowAllProfiles boolean
Purpose !picklist(UserSelection|DefaultNoreply|UserSelectionAndDefaultNoreply)
IsVerified boolean readonly
`);
