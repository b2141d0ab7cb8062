/** What a formula needs to know of a field: its type in Salesforce, which may be finer than in the language. */
export type SalesforceType =
  | 'text'
  | 'longtext'
  | 'number'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'checkbox'
  | 'picklist'
  | 'multipicklist'
  | 'user'
  | 'reference'
  /** A compound such as an address: formulas see only its parts. */
  | 'compound';

/**
 * Standard fields of the objects a sales process lives on, by API name (Salesforce Object Reference). Others exist; what
 * is listed is what the built-in library and the usual paths name.
 */
export const standardFields: Readonly<Record<string, Readonly<Record<string, SalesforceType>>>> = {
  Opportunity: {
    Id: 'text',
    Name: 'text',
    AccountId: 'reference',
    Amount: 'number',
    CampaignId: 'reference',
    CloseDate: 'date',
    ContactId: 'reference',
    CreatedById: 'reference',
    CreatedDate: 'datetime',
    Description: 'longtext',
    ExpectedRevenue: 'number',
    ForecastCategoryName: 'picklist',
    IsClosed: 'checkbox',
    IsPrivate: 'checkbox',
    IsWon: 'checkbox',
    LastActivityDate: 'date',
    LastModifiedDate: 'datetime',
    LeadSource: 'picklist',
    NextStep: 'text',
    OwnerId: 'user',
    Pricebook2Id: 'reference',
    Probability: 'percent',
    RecordTypeId: 'reference',
    StageName: 'picklist',
    TotalOpportunityQuantity: 'number',
    Type: 'picklist',
  },
  Lead: {
    Id: 'text',
    Name: 'text',
    FirstName: 'text',
    LastName: 'text',
    Address: 'compound',
    AnnualRevenue: 'number',
    City: 'text',
    Company: 'text',
    Country: 'text',
    CreatedDate: 'datetime',
    Description: 'longtext',
    Email: 'text',
    Industry: 'picklist',
    IsConverted: 'checkbox',
    LastActivityDate: 'date',
    LeadSource: 'picklist',
    MobilePhone: 'text',
    NumberOfEmployees: 'number',
    OwnerId: 'user',
    Phone: 'text',
    Rating: 'picklist',
    RecordTypeId: 'reference',
    Status: 'picklist',
    Title: 'text',
    Website: 'text',
  },
  Account: {
    Id: 'text',
    Name: 'text',
    AccountNumber: 'text',
    AccountSource: 'picklist',
    AnnualRevenue: 'number',
    BillingAddress: 'compound',
    CreatedDate: 'datetime',
    Description: 'longtext',
    Industry: 'picklist',
    LastActivityDate: 'date',
    NumberOfEmployees: 'number',
    OwnerId: 'user',
    Ownership: 'picklist',
    ParentId: 'reference',
    Phone: 'text',
    Rating: 'picklist',
    RecordTypeId: 'reference',
    ShippingAddress: 'compound',
    Site: 'text',
    Type: 'picklist',
    Website: 'text',
  },
  Contact: {
    Id: 'text',
    Name: 'text',
    AccountId: 'reference',
    Birthdate: 'date',
    CreatedDate: 'datetime',
    Department: 'text',
    Description: 'longtext',
    Email: 'text',
    FirstName: 'text',
    LastActivityDate: 'date',
    LastName: 'text',
    LeadSource: 'picklist',
    MailingAddress: 'compound',
    MobilePhone: 'text',
    OwnerId: 'user',
    Phone: 'text',
    RecordTypeId: 'reference',
    ReportsToId: 'reference',
    Title: 'text',
  },
};

/** Fields every custom object has. */
export const customObjectFields: Readonly<Record<string, SalesforceType>> = {
  Id: 'text',
  Name: 'text',
  CreatedDate: 'datetime',
  LastActivityDate: 'date',
  LastModifiedDate: 'datetime',
  OwnerId: 'user',
  RecordTypeId: 'reference',
};
