import { standardObjects } from './table.ts';

/**
 * Who is signed in, and from where. An org that nobody signs in to from outside has no rows. Source: Object Reference
 * for the Salesforce Platform, API 65.0.
 */
export const sessionObjects = standardObjects(`
object LoginGeo 04F "Login Geo Data" "Login Geo Data" bare audit deletable fixed
LoginTime datetime
CountryIso string(3)
Country string(250)
Latitude double(18,15)
Longitude double(18,15)
City string(250)
PostalCode string(50)
Subdivision string(250)

object LoginHistory 0Ya "Login History" "Login History" bare fixed
UserId reference(User) as(User)
LoginTime datetime
LoginType !picklist(A|i|P|S|3|9|T|L|X|r)
SourceIp string(39)
LoginUrl string(120)
NetworkId string(18)
AuthenticationServiceId string(18)
LoginGeoId reference(LoginGeo)
TlsProtocol !picklist(TLS 1.0|TLS 1.1|TLS 1.2|TLS 1.3|Unknown)
CipherSuite string(255)
OptionsIsGet boolean
OptionsIsPost boolean
Browser string(64)
Platform string(64)
Status string(128)
Application string(64)
ClientVersion string(64)
ApiType string(64)
ApiVersion string(32)
CountryIso string(3)
AuthMethodReference string(255)
LoginSubType !picklist(OauthClientCredential|OauthJwtBearer|OauthUserAgent|UiLogin|UiAutoLogin)

object AuthSession 0Ak "Auth Session" "Auth Sessions" bare fixed
UsersId reference(User) as(Users)
CreatedDate datetime
LastModifiedDate datetime
NumSecondsValid int
UserType !picklist(Standard|PowerPartner|PowerCustomerSuccess|CustomerSuccess|Guest|CspLitePortal|CsnOnly|SelfService)
SourceIp string(39)
LoginType !picklist(A|i|P|S|3|9|T|L|X|r)
SessionType !picklist(API|APIOnlyUser|Aura|ChatterNetworks|Content|OauthApprovalUI|Oauth2|SamlOauthApprovalUI|SiteStudio|SitePreview|SubstituteUser|TempContentExchange|TempOauthAccessTokenFrontdoor|TempVisualforceExchange|TempUIFrontdoor|UI|UserSite|Visualforce|WDC_API)
SessionSecurityLevel !picklist(LOW|STANDARD|HIGH_ASSURANCE)
LogoutUrl string(240)
ParentId reference(AuthSession)
LoginHistoryId reference(LoginHistory)
LoginGeoId reference(LoginGeo)
IsCurrent boolean
`);
