import { standardObjects } from './table.ts';

const SHARED = `
ParentId reference(Account|Individual)
ActiveFromDate date
ActiveToDate date
BestTimeToContactEndTime time
BestTimeToContactStartTime time
BestTimeToContactTimezone string(40)
IsPrimary boolean`;

/** Ways to reach a person or a company. Source: Object Reference for the Salesforce Platform, API 65.0. */
export const contactPointObjects = standardObjects(`
object ContactPointAddress 8lW "Contact Point Address" "Contact Point Addresses" owner viewed
Name string(255) required nameField
address none
AddressType picklist(Billing|Shipping)
IsDefault boolean
IsThirdPartyAddress boolean
PreferenceRank int
UsageType picklist(Home|Work|Temp)
ContactPointPhoneId reference(ContactPointPhone)
${SHARED}

object ContactPointEmail 9Vl "Contact Point Email" "Contact Point Emails" owner viewed
EmailAddress email required nameField
EmailDomain string(255)
EmailMailBox string(255)
EmailLatestBounceDateTime datetime
EmailLatestBounceReasonText string(255)
PreferenceRank int
UsageType picklist(Home|Work|Temp)
${SHARED}

object ContactPointPhone 9Vm "Contact Point Phone" "Contact Point Phones" owner viewed
TelephoneNumber phone required nameField
AreaCode string(10)
ExtensionNumber string(40)
FormattedInternationalPhoneNumber string(80) readonly
FormattedNationalPhoneNumber string(80) readonly
IsBusinessPhone boolean
IsFaxCapable boolean
IsPersonalPhone boolean
IsSmsCapable boolean
PhoneType picklist(Home|Mobile)
PreferenceRank int
UsageType picklist(Home|Work|Temp)
${SHARED}

object ListEmail 0XB "List Email" "List Emails" owner viewed
Name string(255) required nameField
Subject string(3000)
HtmlBody longtext(384000)
TextBody longtext(384000)
FromName string(121)
FromAddress email
Status !picklist(Draft*|Scheduled|InProgress|Sent|Canceled|Failed)
HasAttachment boolean
ScheduledDate datetime
TotalSent int readonly
CampaignId reference(Campaign) children(ListEmails)
IsTracked boolean

object ContactPointConsent 0aC "Contact Point Consent" "Contact Point Consents" owner viewed
Name string(255) required nameField
CaptureContactPointType picklist(Email|Web|Phone|MailingAddress|Social)
CaptureDate datetime
CaptureSource string(255)
ContactPointId reference(ContactPointAddress|ContactPointEmail|ContactPointPhone)
DataUsePurposeId string(18)
DoubleConsentCaptureDate datetime
EffectiveFrom datetime
EffectiveTo datetime
PartyId reference(Individual)
PartyRoleId string(18)
PrivacyConsentStatus !picklist(Seen|NotSeen|OptIn|OptOut)

object QuickText 574 "Quick Text" "Quick Text" owner viewed
Name string(255) required nameField
Message longtext(4096) required
Category picklist(Greetings|FAQ|Closings)
Channel multipicklist(Email|Portal|Phone|Chat|Messaging|Internal)
IsInsertable boolean default(true)
SourceType string(40)
`);
