import { URI } from 'langium';

/** URI of the built-in library, which belongs to every project. */
export const LIBRARY_URI = URI.parse('salesflow-library:///library.salesflow');

/**
 * CRM records every sale has, with each CRM's own names, and the role that software plays.
 *
 * Salesforce names: standard fields of Opportunity, Contact, Account and Lead (Salesforce Object Reference).
 * HubSpot names: default properties of deals, contacts and companies (HubSpot Knowledge Base, "default properties").
 * Pipedrive names: default deal, person, organization and lead fields (Pipedrive API reference).
 */
export const LIBRARY = `
/** What software does, without a person. */
role system "System"

/** A sale in progress. */
object deal "Deal" {
  salesforce "Opportunity" hubspot "deals" pipedrive "deal"
  field name "Deal name" : text { salesforce "Name" hubspot "dealname" pipedrive "title" }
  field amount "Amount" : currency { salesforce "Amount" hubspot "amount" pipedrive "value" }
  field stage "Stage" : text { salesforce "StageName" hubspot "dealstage" pipedrive "stage_id" }
  field close_on "Close date" : date { salesforce "CloseDate" hubspot "closedate" pipedrive "expected_close_date" }
  field probability "Probability" : percent { salesforce "Probability" hubspot "hs_deal_stage_probability" pipedrive "probability" }
  field type "Type" : text { salesforce "Type" hubspot "dealtype" }
  field source "Source" : text { salesforce "LeadSource" hubspot "hs_analytics_source" pipedrive "origin" }
  field owner "Owner" : user { salesforce "OwnerId" hubspot "hubspot_owner_id" pipedrive "user_id" }
  field description "Description" : longtext { salesforce "Description" hubspot "description" }
  /** What happens next, agreed with the buyer. */
  field next_step "Next step" : text { salesforce "NextStep" hubspot "hs_next_step" }
  /** When it happens. */
  field next_step_on "Next step date" : date
  /** Discount on the list price. */
  field discount "Discount" : percent
  field created_on "Created" : datetime { salesforce "CreatedDate" hubspot "createdate" pipedrive "add_time" }
  field last_activity_on "Last activity" : date { salesforce "LastActivityDate" hubspot "notes_last_updated" pipedrive "last_activity_date" }
}

/** A person on the buyer's side. */
object contact "Contact" {
  salesforce "Contact" hubspot "contacts" pipedrive "person"
  field name "Name" : text { salesforce "Name" hubspot "lastname" pipedrive "name" }
  field email "Email" : email { salesforce "Email" hubspot "email" pipedrive "email" }
  field phone "Phone" : phone { salesforce "Phone" hubspot "phone" pipedrive "phone" }
  field title "Job title" : text { salesforce "Title" hubspot "jobtitle" pipedrive "job_title" }
}

/** The buyer's organisation. */
object company "Company" {
  salesforce "Account" hubspot "companies" pipedrive "organization"
  field name "Name" : text { salesforce "Name" hubspot "name" pipedrive "name" }
  field website "Website" : url { salesforce "Website" hubspot "website" pipedrive "website" }
  field industry "Industry" : text { salesforce "Industry" hubspot "industry" pipedrive "industry" }
  field employees "Employees" : number { salesforce "NumberOfEmployees" hubspot "numberofemployees" pipedrive "employee_count" }
  field revenue "Annual revenue" : currency { salesforce "AnnualRevenue" hubspot "annualrevenue" pipedrive "annual_revenue" }
  field address "Address" : text { salesforce "BillingAddress" hubspot "address" pipedrive "address" }
  field phone "Phone" : phone { salesforce "Phone" hubspot "phone" }
}

/** A person or company that may become a sale. */
object lead "Lead" {
  salesforce "Lead" hubspot "leads" pipedrive "lead"
  field name "Name" : text { salesforce "Name" hubspot "hs_lead_name" pipedrive "title" }
  field company "Company" : text { salesforce "Company" }
  field email "Email" : email { salesforce "Email" }
  field phone "Phone" : phone { salesforce "Phone" }
  field title "Job title" : text { salesforce "Title" }
  field status "Status" : text { salesforce "Status" hubspot "hs_pipeline_stage" }
  field source "Source" : text { salesforce "LeadSource" pipedrive "origin" }
  field owner "Owner" : user { salesforce "OwnerId" hubspot "hubspot_owner_id" pipedrive "owner_id" }
  field created_on "Created" : datetime { salesforce "CreatedDate" hubspot "hs_createdate" pipedrive "add_time" }
}
`;
