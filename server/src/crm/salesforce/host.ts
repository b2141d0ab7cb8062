import type { ObjectType } from '../../model/model.ts';
import { MAX } from '../../standards/crm/salesforce.ts';
import { identifier } from '../naming.ts';

/** Where the stages of a process live in Salesforce. */
export interface StageHost {
  /** API name of the object. */
  readonly object: string;
  /** The object is the project's own and is generated, too. */
  readonly isCustom: boolean;
  readonly label: string;
  /** The picklist that holds the stage. */
  readonly stageField: string;
  /** Standard value set of that picklist; without one the picklist is a custom field, generated. */
  readonly valueSet: 'OpportunityStage' | 'LeadStatus' | undefined;
  /** Prefix of list view columns for standard fields, such as `OPPORTUNITY.`. */
  readonly columns: { readonly shown: readonly string[]; readonly stage: string; readonly recordType: string };
}

/** The name of an object in Salesforce: as the source or the library gives it, else a custom object of its own. */
export function objectName(object: ObjectType): string {
  const given = object.crmNames.salesforce;
  if (given !== undefined && /^[A-Za-z][A-Za-z0-9_]*$/.test(given)) return given;
  const name = identifier(object.name).slice(0, MAX.apiName).replace(/_+$/, '');
  return `${name || 'Object'}__c`;
}

/**
 * Where the processes of an object live: Opportunity and Lead have business processes over a standard list of stages;
 * other objects get a picklist of their own, and their record types choose its values.
 */
export function stageHost(object: ObjectType): StageHost {
  const name = objectName(object);
  const label = object.label?.value.trim() || object.name;
  if (name === 'Opportunity') {
    const columns = {
      shown: ['OPPORTUNITY.NAME', 'ACCOUNT.NAME', 'OPPORTUNITY.AMOUNT', 'OPPORTUNITY.CLOSE_DATE', 'CORE.USERS.ALIAS'],
      stage: 'OPPORTUNITY.STAGE_NAME',
      recordType: 'OPPORTUNITY.RECORDTYPE',
    };
    return { object: name, isCustom: false, label, stageField: 'StageName', valueSet: 'OpportunityStage', columns };
  }
  if (name === 'Lead') {
    const columns = {
      shown: ['FULL_NAME', 'LEAD.COMPANY', 'LEAD.PHONE', 'LEAD.EMAIL', 'CORE.USERS.ALIAS'],
      stage: 'LEAD.STATUS',
      recordType: 'LEAD.RECORDTYPE',
    };
    return { object: name, isCustom: false, label, stageField: 'Status', valueSet: 'LeadStatus', columns };
  }
  const stageField = 'Sales_Stage__c';
  const isCustom = name.endsWith('__c');
  const prefix = name.toUpperCase();
  const columns = isCustom
    ? { shown: ['NAME'], stage: stageField, recordType: 'RECORDTYPE' }
    : { shown: [`${prefix}.NAME`], stage: stageField, recordType: `${prefix}.RECORDTYPE` };
  return { object: name, isCustom, label, stageField, valueSet: undefined, columns };
}
