import { standardObjects } from './table.ts';

const LOCALES =
  'en_US*|en_GB|en_CA|en_AU|de_DE|de_AT|de_CH|fr_FR|es_ES|it_IT|nl_NL|pt_BR|ja_JP|zh_CN|en_IN|en_IE|en_NZ|en_ZA|en_SG|fr_CA|fr_CH|es_MX|es_AR|pt_PT|nl_BE|sv_SE|da_DK|fi_FI|pl_PL|cs_CZ|ko_KR|tr_TR|he_IL';
const ZONES =
  'GMT|Europe/London|Europe/Dublin|Europe/Lisbon|Europe/Berlin|Europe/Paris|Europe/Madrid|Europe/Rome|Europe/Amsterdam|Europe/Zurich|Europe/Vienna|Europe/Stockholm|Europe/Warsaw|Europe/Athens|Europe/Helsinki|Europe/Istanbul|America/New_York|America/Chicago|America/Denver|America/Phoenix|America/Los_Angeles|America/Anchorage|America/Halifax|America/Sao_Paulo|America/Mexico_City|America/Bogota|Pacific/Honolulu|Pacific/Auckland|Australia/Sydney|Australia/Perth|Asia/Tokyo|Asia/Seoul|Asia/Shanghai|Asia/Hong_Kong|Asia/Singapore|Asia/Kolkata|Asia/Dubai|Africa/Johannesburg|Africa/Cairo';
const LANGUAGES = 'en_US*|de|es|fr|it|ja|sv|ko|zh_TW|zh_CN|pt_BR|nl_NL|da|th|fi|ru|es_MX|no';

/** People, roles, rights. Source: Object Reference for the Salesforce Platform, API 65.0. */
export const userObjects = standardObjects(`
object User 005 "User" "Users" bare audit viewed noDelete
Username string(80) required idLookup unique
LastName string(80) required
FirstName string(40)
Name string(121) readonly nameField "Full Name"
CompanyName string(80)
Division string(80)
Department string(80)
Title string(80)
address none
Email email(128) required idLookup
EmailPreferencesAutoBcc boolean default(true) "AutoBcc"
EmailPreferencesAutoBccStayInTouch boolean "AutoBccStayInTouch"
EmailPreferencesStayInTouchReminder boolean default(true) "StayInTouchReminder"
SenderEmail email "Email Sender Address"
SenderName string(80) "Email Sender Name"
Signature textarea(1333) "Email Signature"
StayInTouchSubject string(80) "Stay-in-Touch Email Subject"
StayInTouchSignature textarea(512) "Stay-in-Touch Email Signature"
StayInTouchNote string(512) "Stay-in-Touch Email Note"
Phone phone
Fax phone
MobilePhone phone "Mobile"
Alias string(8) required
CommunityNickname string(40) defaulted "Nickname"
BadgeText string(80) readonly "User Photo badge text overlay"
IsActive boolean default(true) "Active"
TimeZoneSidKey !picklist(${ZONES}) required "Time Zone"
UserRoleId reference(UserRole) children(Users) "Role ID"
LocaleSidKey !picklist(${LOCALES}) required "Locale"
ReceivesInfoEmails boolean "Info Emails"
ReceivesAdminInfoEmails boolean "Admin Info Emails"
EmailEncodingKey !picklist(UTF-8*|ISO-8859-1|Shift_JIS|ISO-2022-JP|EUC-JP|ks_c_5601-1987|Big5|GB2312|Big5-HKSCS|x-SJIS_0213) required "Email Encoding"
ProfileId reference(Profile) required children(Users)
UserType !picklist(Standard|PowerPartner|PowerCustomerSuccess|CustomerSuccess|Guest|CspLitePortal|CsnOnly|SelfService|AutomatedProcess) readonly
StartDay !picklist(0|1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23) "Start of Day"
EndDay !picklist(0|1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17|18|19|20|21|22|23) "End of Day"
LanguageLocaleKey !picklist(${LANGUAGES}) required "Language"
EmployeeNumber string(20)
DelegatedApproverId reference(Group|User) children(DelegatedUsers)
ManagerId reference(User) children(ManagedUsers)
LastLoginDate datetime readonly "Last Login"
LastPasswordChangeDate datetime readonly "Last Password Change or Reset"
SuAccessExpirationDate date "SU Access Expiration Date"
NumberOfFailedLogins int readonly "Failed Login Attempts"
UserPermissionsMarketingUser boolean "Marketing User"
UserPermissionsOfflineUser boolean "Offline User"
UserPermissionsCallCenterAutoLogin boolean "Auto-login To Call Center"
UserPermissionsSFContentUser boolean "Salesforce CRM Content User"
UserPermissionsKnowledgeUser boolean "Knowledge User"
UserPermissionsInteractionUser boolean "Flow User"
UserPermissionsSupportUser boolean "Service Cloud User"
UserPreferencesActivityRemindersPopup boolean default(true) "ActivityRemindersPopup"
UserPreferencesLightningExperiencePreferred boolean default(true) "LightningExperiencePreferred"
ForecastEnabled boolean "Allow Forecasting"
ContactId reference(Contact) children(Users)
AccountId reference(Account) readonly children(Users)
CallCenterId string(18) "Call Center ID"
Extension phone
FederationIdentifier string(512) "SAML Federation ID"
AboutMe textarea(1000)
FullPhotoUrl url(1024) readonly "Url for full-sized Photo"
SmallPhotoUrl url(1024) readonly "Url for Thumbnail sized Photo"
MediumPhotoUrl url(1024) readonly "Url for medium profile photo"
BannerPhotoUrl url(1024) readonly "Url for banner photo"
SmallBannerPhotoUrl url(1024) readonly
MediumBannerPhotoUrl url(1024) readonly
DigestFrequency !picklist(D|W|N*) defaulted "Chatter Email Highlights Frequency"
DefaultGroupNotificationFrequency !picklist(P|D|W|N*) defaulted "Default Notification Frequency when Joining Groups"
IsExtIndicatorVisible boolean readonly "Show external indicator"
IsProfilePhotoActive boolean readonly "Has Profile Photo"
IndividualId reference(Individual)

object UserRole 00E "Role" "Roles" bare
LastModifiedDate datetime required readonly
LastModifiedById reference(User) required readonly
SystemModstamp datetime required readonly
Name string(80) required nameField
ParentRoleId reference(UserRole)
RollupDescription string(80) "Description"
OpportunityAccessForAccountOwner !picklist(None|Read|Edit*) defaulted "Opportunity Access Level for Account Owner"
CaseAccessForAccountOwner !picklist(None|Read|Edit) "Case Access Level for Account Owner"
ContactAccessForAccountOwner !picklist(None|Read|Edit) "Contact Access Level for Account Owner"
ForecastUserId reference(User) "User ID"
MayForecastManagerShare boolean readonly
DeveloperName string(80)
PortalAccountId reference(Account) readonly
PortalType !picklist(None*|CustomerPortal|Partner) readonly
PortalRole !picklist(Executive|Manager|Worker|PersonAccount) readonly

object Profile 00e "Profile" "Profile" bare audit viewed noDelete
Name string(255) required nameField idLookup
UserType !picklist(Standard|PowerPartner|PowerCustomerSuccess|CustomerSuccess|Guest|CspLitePortal|CsnOnly|SelfService) readonly
UserLicenseId reference(UserLicense)
Description string(255)
PermissionsApiEnabled boolean "API Enabled"
PermissionsModifyAllData boolean "Modify All Data"
PermissionsViewAllData boolean "View All Data"
PermissionsViewSetup boolean "View Setup and Configuration"
PermissionsAuthorApex boolean "Author Apex"
PermissionsCustomizeApplication boolean "Customize Application"
PermissionsManageUsers boolean "Manage Internal Users"
PermissionsEditTask boolean "Edit Tasks"
PermissionsEditEvent boolean "Edit Events"

object UserLicense 100 "User License" "User License" bare fixed
LicenseDefinitionKey string(40)
TotalLicenses int
Status !picklist(Active|Disabled)
UsedLicenses int
Name string(255) nameField
MasterLabel string(40)
MonthlyLoginsUsed int
MonthlyLoginsEntitlement int
CreatedDate datetime
LastModifiedDate datetime
SystemModstamp datetime

object Group 00G "Group" "Group" bare audit
Name string(40) required nameField
DeveloperName string(80)
RelatedId reference(User|UserRole) readonly
Type !picklist(Regular*|Role|RoleAndSubordinates|Organization|Queue|Territory|Manager|CollaborationGroup) defaulted createonly
Email email
OwnerId reference(User|Organization) readonly
DoesSendEmailToMembers boolean "Send Email to Members"
DoesIncludeBosses boolean default(true) "Include Bosses"
Description longtext(1000)

object GroupMember 011 "Group Member" "Group Member" bare noUpdate
GroupId reference(Group) required createonly children(GroupMembers) cascade
UserOrGroupId reference(Group|User) required createonly cascade
SystemModstamp datetime required readonly

object QueueSobject 03g "Queue Sobject" "Queue Sobject" bare noUpdate
SobjectType string(40) required createonly
QueueId reference(Group) required createonly children(QueueSobjects) cascade
CreatedById reference(User) required readonly
SystemModstamp datetime required readonly

object PermissionSet 0PS "Permission Set" "Permission Sets" bare audit
Name string(80) required nameField
Label string(80) required
LicenseId string(18)
ProfileId reference(Profile) readonly
IsOwnedByProfile boolean readonly
IsCustom boolean readonly
Description string(255)
NamespacePrefix string(15) readonly
HasActivationRequired boolean
PermissionSetGroupId reference(PermissionSetGroup) readonly
Type !picklist(Regular*|Standard|Session|Group|Profile) readonly
PsgCount int readonly
PermissionsApiEnabled boolean "API Enabled"
PermissionsModifyAllData boolean "Modify All Data"
PermissionsViewAllData boolean "View All Data"
PermissionsViewSetup boolean "View Setup and Configuration"
PermissionsAuthorApex boolean "Author Apex"
PermissionsCustomizeApplication boolean "Customize Application"
PermissionsManageUsers boolean "Manage Internal Users"
PermissionsEditTask boolean "Edit Tasks"
PermissionsEditEvent boolean "Edit Events"

object PermissionSetGroup 0PG "Permission Set Group" "Permission Set Groups"
DeveloperName string(80) required nameField
Language !picklist(${LANGUAGES}) "Master Language"
MasterLabel string(80) required "Label"
NamespacePrefix string(15) readonly
Description string(255)
Status !picklist(Updated*|Outdated|Updating|Failed)
HasActivationRequired boolean

object PermissionSetGroupComponent 0PM "Permission Set in Group" "Permission Sets in Groups"
PermissionSetGroupId reference(PermissionSetGroup) required createonly children(PermissionSetGroupComponents) cascade
PermissionSetId reference(PermissionSet) required createonly children(PermissionSetGroupComponents) cascade

object PermissionSetAssignment 0Pa "Permission Set Assignment" "Permission Set Assignments" bare
PermissionSetId reference(PermissionSet) createonly children(Assignments) cascade
PermissionSetGroupId reference(PermissionSetGroup) createonly children(Assignments) cascade
AssigneeId reference(User) required createonly children(PermissionSetAssignments) cascade
ExpirationDate datetime
IsActive boolean readonly default(true)
IsRevoked boolean
SystemModstamp datetime required readonly

object ObjectPermissions 110 "Object Permissions" "Object Permissions" bare audit
ParentId reference(PermissionSet) required createonly children(ObjectPerms) cascade
SobjectType string(40) required createonly
PermissionsCreate boolean
PermissionsRead boolean
PermissionsEdit boolean
PermissionsDelete boolean
PermissionsViewAllRecords boolean
PermissionsModifyAllRecords boolean
PermissionsViewAllFields boolean

object FieldPermissions 01k "Field Permissions" "Field Permissions" bare
ParentId reference(PermissionSet) required createonly children(FieldPerms) cascade
SobjectType string(40) required createonly
Field string(255) required createonly
PermissionsEdit boolean
PermissionsRead boolean
SystemModstamp datetime required readonly

object SetupEntityAccess 0J0 "Setup Entity Access" "Setup Entity Access" bare noUpdate
ParentId reference(PermissionSet) required createonly children(SetupEntityAccessItems) cascade
SetupEntityId reference(ApexClass|ApexPage|CustomPermission) required createonly
SetupEntityType string(40) readonly
SystemModstamp datetime required readonly

object CustomPermission 0CP "Custom Permission" "Custom Permissions" fixed
DeveloperName string(80) nameField
Language string(40)
MasterLabel string(80)
NamespacePrefix string(15)
IsProtected boolean
Description string(255)
IsLicensed boolean
`);
