#pragma once

#include "endpoint/ledger/ep-verb.h"

/* Every kind of record, in the order in which the catalog lists them. Adding one is a line here and a line in
 * ep-kinds.c. */
extern EpTable ep_section_table;
extern EpTable ep_staff_table;
extern EpTable ep_instruction_table;
extern EpTable ep_holiday_table;
extern EpTable ep_office_rule_table;
extern EpTable ep_pc_table;
extern EpTable ep_mapping_table;
extern EpTable ep_software_table;
extern EpTable ep_pc_software_table;
extern EpTable ep_call_table;
extern EpTable ep_repair_table;
extern EpTable ep_vendor_job_table;
extern EpTable ep_loan_table;
extern EpTable ep_daylog_table;
extern EpTable ep_person_table;
extern EpTable ep_target_table;
extern EpTable ep_route_table;
extern EpTable ep_form_table;
extern EpTable ep_attachment_table;
extern EpTable ep_paper_rule_table;
extern EpTable ep_application_table;
extern EpTable ep_application_device_table;
extern EpTable ep_application_pc_table;
extern EpTable ep_application_user_table;
extern EpTable ep_medium_table;
extern EpTable ep_virus_check_table;
extern EpTable ep_incident_table;
extern EpTable ep_delivery_table;
extern EpTable ep_delivery_file_table;
extern EpTable ep_permit_table;
extern EpTable ep_permit_scope_table;
extern EpTable ep_renewal_table;
extern EpTable ep_renewal_line_table;
extern EpTable ep_registration_table;
extern EpTable ep_restriction_table;
extern EpTable ep_export_table;
extern EpTable ep_export_file_table;
extern EpTable ep_drift_line_table;
extern EpTable ep_drift_table;
extern EpTable ep_drift_file_table;

/* 庁内LAN インターネット接続系 / LGWAN接続系 / 業務系 */
extern const EpChoice ep_networks[];

/* What people at the desk are: counter, registrar, supervisor, service. */
extern const EpChoice ep_staff_roles[];

/* An export has the whole list, or what changed since another. */
extern const EpChoice ep_export_extents[];

EpCatalog *ep_kinds_new_catalog(void);
