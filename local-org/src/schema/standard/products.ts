import { standardObjects } from './table.ts';

/** Products, price books, contracts and orders. Source: Object Reference for the Salesforce Platform, API 65.0. */
export const productObjects = standardObjects(`
object Product2 01t "Product" "Products" viewed
Name string(255) required nameField "Product Name"
ProductCode string(255)
Description longtext(4000) "Product Description"
IsActive boolean "Active"
Family picklist(None) "Product Family"
ExternalDataSourceId string(18)
ExternalId string(255)
DisplayUrl url(1000) "Display URL"
QuantityUnitOfMeasure picklist
IsArchived boolean readonly "Archived"
StockKeepingUnit string(180) "Product SKU"
Type !picklist(Base) createonly "Product Type"

object Pricebook2 01s "Price Book" "Price Books" viewed
Name string(255) required nameField "Price Book Name"
IsActive boolean "Active"
IsArchived boolean readonly "Archived"
Description string(255)
IsStandard boolean readonly "Is Standard Price Book"

object PricebookEntry 01u "Price Book Entry" "Price Book Entries"
Name string(255) readonly nameField "Product Name"
Pricebook2Id reference(Pricebook2) required createonly children(PricebookEntries) cascade "Price Book ID"
Product2Id reference(Product2) required createonly children(PricebookEntries) cascade "Product ID"
UnitPrice currency(18,2) required "List Price"
IsActive boolean "Active"
UseStandardPrice boolean
ProductCode string(255) readonly
IsArchived boolean readonly

object OpportunityLineItem 00k "Opportunity Product" "Opportunity Product" viewed
OpportunityId reference(Opportunity) required createonly children(OpportunityLineItems) cascade
SortOrder int
PricebookEntryId reference(PricebookEntry) createonly children(OpportunityLineItems) "Price Book Entry ID"
Product2Id reference(Product2) createonly "Product ID"
ProductCode string(255) readonly
Name string(376) readonly nameField "Opportunity Product Name"
Quantity double(12,2) required
TotalPrice currency(18,2)
UnitPrice currency(18,2) "Sales Price"
ListPrice currency(18,2) readonly
ServiceDate date "Date"
Description string(255) "Line Description"
Discount percent(5,2)
Subtotal currency(18,2) readonly

object Contract 800 "Contract" "Contracts" owner recordTypes viewed activity
AccountId reference(Account) required children(Contracts) restrict
Pricebook2Id reference(Pricebook2) children(Contracts) "Price Book ID"
OwnerExpirationNotice !picklist(15|30|45|60|90|120)
StartDate date "Contract Start Date"
EndDate date readonly "Contract End Date"
address Billing
address Shipping
ContractTerm int
Status picklist(In Approval Process|Activated|Draft*) defaulted
CompanySignedId reference(User) children(ContractsSigned) "Company Signed By ID"
CompanySignedDate date
CustomerSignedId reference(Contact) children(ContractsSigned) "Customer Signed By ID"
CustomerSignedTitle string(40)
CustomerSignedDate date
SpecialTerms longtext(4000)
ActivatedById reference(User) "Activated By ID"
ActivatedDate datetime
StatusCode !picklist(Draft|InApproval|Activated|Terminated|Expired|Rejected|Negotiating|AwaitingSignature|SignatureDeclined|Signed|Cancelled) readonly "Status Category"
Description longtext(32000)
Name string(80)
ContractNumber string(30) auto({00000000}) nameField idLookup
LastApprovedDate datetime readonly

object Order 801 "Order" "Orders" queueOwner recordTypes viewed
ContractId reference(Contract) children(Orders)
AccountId reference(Account) children(Orders) restrict
Pricebook2Id reference(Pricebook2) children(Orders) "Price Book ID"
OriginalOrderId reference(Order) createonly children(Orders)
OpportunityId reference(Opportunity) children(Orders)
EffectiveDate date required "Order Start Date"
EndDate date "Order End Date"
IsReductionOrder boolean createonly "Reduction Order"
Status picklist(Draft|Activated) required
Description longtext(32000)
CustomerAuthorizedById reference(Contact)
CustomerAuthorizedDate date
CompanyAuthorizedById reference(User)
CompanyAuthorizedDate date
Type picklist "Order Type"
address Billing
address Shipping
Name string(80) "Order Name"
PoDate date "PO Date"
PoNumber string(80) "PO Number"
OrderReferenceNumber string(80)
BillToContactId reference(Contact)
ShipToContactId reference(Contact)
ActivatedDate datetime
ActivatedById reference(User)
StatusCode !picklist(Draft|Activated|Canceled|Expired) readonly "Status Category"
OrderNumber string(30) auto({00000000}) nameField idLookup
TotalAmount currency readonly "Order Amount"

object OrderItem 802 "Order Product" "Order Products"
Product2Id reference(Product2) createonly "Product ID"
OrderId reference(Order) required createonly children(OrderItems) cascade
PricebookEntryId reference(PricebookEntry) createonly children(OrderItems) "Price Book Entry ID"
OriginalOrderItemId reference(OrderItem) createonly children(ChildOrderItems)
AvailableQuantity double(18,2) readonly
Quantity double(18,2)
UnitPrice currency
ListPrice currency
TotalPrice currency readonly
ServiceDate date "Start Date"
EndDate date
Description string(255) "Line Description"
OrderItemNumber string(30) auto({0000000000}) nameField
`);
