import { standardObjects } from './table.ts';

/** Accounts, people and deals. Source: Object Reference for the Salesforce Platform, API 65.0. */
export const salesObjects = standardObjects(`
object Account 001 "Account" "Accounts" owner recordTypes viewed activity
Name string(255) required nameField "Account Name"
MasterRecordId reference(Account) readonly
Type picklist(Prospect|Customer - Direct|Customer - Channel|Channel Partner / Reseller|Installation Partner|Technology Partner|Other) "Account Type"
ParentId reference(Account) children(ChildAccounts) "Parent Account ID"
address Billing
address Shipping
Phone phone "Account Phone"
Fax phone "Account Fax"
AccountNumber string(40)
Website url(255)
PhotoUrl url(255) readonly
Sic string(20) "SIC Code"
Industry picklist(Agriculture|Apparel|Banking|Biotechnology|Chemicals|Communications|Construction|Consulting|Education|Electronics|Energy|Engineering|Entertainment|Environmental|Finance|Food & Beverage|Government|Healthcare|Hospitality|Insurance|Machinery|Manufacturing|Media|Not For Profit|Recreation|Retail|Shipping|Technology|Telecommunications|Transportation|Utilities|Other)
AnnualRevenue currency(18,0)
NumberOfEmployees int(8) "Employees"
Ownership picklist(Public|Private|Subsidiary|Other)
TickerSymbol string(20)
Description longtext(32000) "Account Description"
Rating picklist(Hot|Warm|Cold) "Account Rating"
Site string(80) "Account Site"
Jigsaw string(20) "Data.com Key"
JigsawCompanyId string(20) readonly
AccountSource picklist(Web|Phone Inquiry|Partner Referral|Purchased List|Other)
SicDesc string(80) "SIC Description"
CleanStatus !picklist(Matched|Different|Acknowledged|NotFound|Inactive|Pending|SelectMatch|Skipped)
DunsNumber string(9) "D-U-N-S Number"
Tradestyle string(255)
NaicsCode string(8) "NAICS Code"
NaicsDesc string(120) "NAICS Description"
YearStarted string(4)
IsPriorityRecord boolean readonly
IsCustomerPortal boolean readonly
IsPartner boolean readonly

object Contact 003 "Contact" "Contacts" owner recordTypes viewed activity
MasterRecordId reference(Contact) readonly
AccountId reference(Account) children(Contacts) cascade
LastName string(80) required
FirstName string(40)
Salutation picklist(Mr.|Ms.|Mrs.|Dr.|Prof.|Mx.)
Name string(121) readonly nameField "Full Name"
address Other
address Mailing
Phone phone "Business Phone"
Fax phone "Business Fax"
MobilePhone phone
HomePhone phone
OtherPhone phone
AssistantPhone phone "Asst. Phone"
ReportsToId reference(Contact) "Reports To ID"
Email email idLookup
Title string(128)
Department string(80)
AssistantName string(40) "Assistant's Name"
LeadSource picklist(Web|Phone Inquiry|Partner Referral|Purchased List|Other)
Birthdate date
Description longtext(32000) "Contact Description"
HasOptedOutOfEmail boolean "Email Opt Out"
HasOptedOutOfFax boolean "Fax Opt Out"
DoNotCall boolean
LastCURequestDate datetime readonly "Last Stay-in-Touch Request Date"
LastCUUpdateDate datetime readonly "Last Stay-in-Touch Save Date"
EmailBouncedReason string(255)
EmailBouncedDate datetime
IsEmailBounced boolean readonly
PhotoUrl url(255) readonly
Jigsaw string(20) "Data.com Key"
JigsawContactId string(20) readonly
CleanStatus !picklist(Matched|Different|Acknowledged|NotFound|Inactive|Pending|SelectMatch|Skipped)
ContactSource !picklist readonly "Creation Source"
IsPriorityRecord boolean readonly
IndividualId reference(Individual) children(Contacts)

object Lead 00Q "Lead" "Leads" queueOwner recordTypes viewed activity
MasterRecordId reference(Lead) readonly
LastName string(80) required
FirstName string(40)
Salutation picklist(Mr.|Ms.|Mrs.|Dr.|Prof.|Mx.)
Name string(121) readonly nameField "Full Name"
Title string(128)
Company string(255) required
address none
Phone phone
MobilePhone phone
Fax phone
Email email idLookup
Website url(255)
PhotoUrl url(255) readonly
Description longtext(32000)
LeadSource picklist(Web|Phone Inquiry|Partner Referral|Purchased List|Other)
Status picklist(Open - Not Contacted*|Working - Contacted|Closed - Converted|Closed - Not Converted) defaulted
Industry picklist(Agriculture|Apparel|Banking|Biotechnology|Chemicals|Communications|Construction|Consulting|Education|Electronics|Energy|Engineering|Entertainment|Environmental|Finance|Food & Beverage|Government|Healthcare|Hospitality|Insurance|Machinery|Manufacturing|Media|Not For Profit|Recreation|Retail|Shipping|Technology|Telecommunications|Transportation|Utilities|Other)
Rating picklist(Hot|Warm|Cold)
AnnualRevenue currency(18,0)
NumberOfEmployees int(8) "Employees"
HasOptedOutOfEmail boolean "Email Opt Out"
HasOptedOutOfFax boolean "Fax Opt Out"
DoNotCall boolean
IsConverted boolean createonly "Converted"
ConvertedDate date readonly
ConvertedAccountId reference(Account) readonly
ConvertedContactId reference(Contact) readonly
ConvertedOpportunityId reference(Opportunity) readonly
IsUnreadByOwner boolean default(true) "Unread By Owner"
Jigsaw string(20) "Data.com Key"
JigsawContactId string(20) readonly
EmailBouncedReason string(255)
EmailBouncedDate datetime
CleanStatus !picklist(Matched|Different|Acknowledged|NotFound|Inactive|Pending|SelectMatch|Skipped)
CompanyDunsNumber string(9) "Company D-U-N-S Number"
IsPriorityRecord boolean readonly
IndividualId reference(Individual) children(Leads)

object Opportunity 006 "Opportunity" "Opportunities" owner recordTypes viewed activity
AccountId reference(Account) children(Opportunities) cascade
IsPrivate boolean "Private"
Name string(120) required nameField
Description longtext(32000)
StageName picklist(Prospecting|Qualification|Needs Analysis|Value Proposition|Id. Decision Makers|Perception Analysis|Proposal/Price Quote|Negotiation/Review|Closed Won|Closed Lost) required "Stage"
Amount currency(18,2)
Probability percent(3,0) "Probability (%)"
ExpectedRevenue currency(18,2) readonly "Expected Amount"
TotalOpportunityQuantity double(18,2) "Quantity"
CloseDate date required
Type picklist(Existing Customer - Upgrade|Existing Customer - Replacement|Existing Customer - Downgrade|New Customer) "Opportunity Type"
NextStep string(255)
LeadSource picklist(Web|Phone Inquiry|Partner Referral|Purchased List|Other)
IsClosed boolean readonly "Closed"
IsWon boolean readonly "Won"
ForecastCategory !picklist(Omitted|Pipeline|BestCase|MostLikely|Forecast|Closed) readonly
ForecastCategoryName picklist(Omitted|Pipeline|Best Case|Commit|Closed) "Forecast Category"
CampaignId reference(Campaign) children(Opportunities)
HasOpportunityLineItem boolean readonly "Has Line Item"
Pricebook2Id reference(Pricebook2) children(Opportunities) "Price Book ID"
PushCount int readonly
LastStageChangeDate datetime readonly
FiscalQuarter int readonly
FiscalYear int readonly
Fiscal string(6) readonly "Fiscal Period"
ContactId reference(Contact) createonly children(Opportunities)
ContractId reference(Contract) children(Opportunities)
HasOpenActivity boolean readonly
HasOverdueTask boolean readonly

object OpportunityContactRole 00K "Opportunity Contact Role" "Opportunity Contact Role"
OpportunityId reference(Opportunity) required createonly children(OpportunityContactRoles) cascade
ContactId reference(Contact) required createonly children(OpportunityContactRoles) cascade
Role picklist(Business User|Decision Maker|Economic Buyer|Economic Decision Maker|Evaluator|Executive Sponsor|Influencer|Technical Buyer|Other)
IsPrimary boolean "Primary"

object OpportunityStage 01J "Opportunity Stage" "Opportunity Stage" bare audit fixed
MasterLabel string(255) nameField
ApiName string(255)
IsActive boolean
SortOrder int
IsClosed boolean "Closed"
IsWon boolean "Won"
ForecastCategory !picklist(Omitted|Pipeline|BestCase|MostLikely|Forecast|Closed)
ForecastCategoryName picklist(Omitted|Pipeline|Best Case|Commit|Closed)
DefaultProbability percent(3,0) "Probability (%)"
Description string(255)

object LeadStatus 01J "Lead Status Value" "Lead Status Value" bare audit fixed
MasterLabel string(255) nameField
ApiName string(255)
SortOrder int
IsDefault boolean
IsConverted boolean "Converted"

object Individual 0PK "Individual" "Individuals" owner
LastName string(80) required
FirstName string(40)
Salutation picklist(Mr.|Ms.|Mrs.|Dr.|Prof.|Mx.)
Name string(121) readonly nameField
HasOptedOutTracking boolean "Don't Track"
HasOptedOutProfiling boolean "Don't Profile"
HasOptedOutProcessing boolean "Don't Process"
HasOptedOutSolicit boolean "Don't Market"
ShouldForget boolean "Forget this Individual"
LastViewedDate datetime readonly
SendIndividualData boolean "Export Individual's Data"
CanStorePiiElsewhere boolean "OK to Store PII Data Elsewhere"
HasOptedOutGeoTracking boolean "Block Geolocation Tracking"
BirthDate date
DeathDate date
Website url(255)
Occupation string(150)

object AccountContactRelation 07k "Account Contact Relationship" "Account Contact Relationship"
AccountId reference(Account) required createonly children(AccountContactRelations) cascade
ContactId reference(Contact) required createonly children(AccountContactRelations) cascade
Roles multipicklist(Business User|Decision Maker|Economic Buyer|Economic Decision Maker|Evaluator|Executive Sponsor|Influencer|Technical Buyer|Other)
IsDirect boolean readonly "Direct"
IsActive boolean default(true) "Active"
StartDate date
EndDate date

object OpportunityTeamMember 00q "Opportunity Team Member" "Opportunity Team Member"
OpportunityId reference(Opportunity) required createonly children(OpportunityTeamMembers) cascade
UserId reference(User) required createonly
Name string(361) readonly nameField
PhotoUrl url(255) readonly
Title string(80) readonly
TeamMemberRole picklist(Account Manager|Channel Manager|Executive Sponsor|Lead Qualifier|Pre-Sales Consultant|Sales Manager|Sales Rep)
OpportunityAccessLevel !picklist(Read|Edit|All)

object Campaign 701 "Campaign" "Campaigns" owner recordTypes viewed activity
Name string(80) required nameField "Name"
ParentId reference(Campaign) children(ChildCampaigns) "Parent Campaign ID"
Type picklist(Conference|Webinar|Trade Show|Public Relations|Partners|Referral Program|Advertisement|Banner Ads|Direct Mail|Email|Telemarketing|Other)
Status picklist(Planned*|In Progress|Completed|Aborted)
StartDate date
EndDate date
ExpectedRevenue currency(18,0)
BudgetedCost currency(18,0)
ActualCost currency(18,0)
ExpectedResponse percent(10,2) "Expected Response (%)"
NumberSent double(18,0) "Num Sent"
IsActive boolean "Active"
Description longtext(32000)
NumberOfLeads int readonly "Leads in Campaign"
NumberOfConvertedLeads int readonly "Converted Leads in Campaign"
NumberOfContacts int readonly "Contacts in Campaign"
NumberOfResponses int readonly "Responses in Campaign"
NumberOfOpportunities int readonly "Opportunities in Campaign"
NumberOfWonOpportunities int readonly "Won Opportunities in Campaign"
AmountAllOpportunities currency readonly "Value Opportunities in Campaign"
AmountWonOpportunities currency readonly "Value Won Opportunities in Campaign"
CampaignMemberRecordTypeId reference(RecordType)

object CampaignMember 00v "Campaign Member" "Campaign Members"
CampaignId reference(Campaign) required createonly children(CampaignMembers) cascade
LeadId reference(Lead) createonly children(CampaignMembers) cascade
ContactId reference(Contact) createonly children(CampaignMembers) cascade
Status picklist(Sent*|Responded)
HasResponded boolean readonly "Responded"
FirstRespondedDate date readonly
Name string(511) readonly nameField
LeadOrContactId reference(Contact|Lead) readonly
LeadOrContactOwnerId reference(Group|User) readonly
Type string(40) readonly
Salutation string(40) readonly
FirstName string(40) readonly
LastName string(80) readonly
Title string(128) readonly
Street string(255) readonly
City string(40) readonly
State string(80) readonly
PostalCode string(20) readonly
Country string(80) readonly
Email email readonly
Phone phone readonly
Fax phone readonly
MobilePhone phone readonly
Description longtext(32000) readonly
DoNotCall boolean readonly
HasOptedOutOfEmail boolean readonly
HasOptedOutOfFax boolean readonly
LeadSource picklist(Web|Phone Inquiry|Partner Referral|Purchased List|Other) readonly
CompanyOrAccount string(255) readonly

object CampaignMemberStatus 01Y "Campaign Member Status" "Campaign Member Status"
Label string(765) required
CampaignId reference(Campaign) required createonly children(CampaignMemberStatuses) cascade
SortOrder int
IsDefault boolean
HasResponded boolean "Responded"
`);
