#pragma once

#include "endpoint/ledger/ep-verb.h"

/* Every kind of record, in the order in which the catalog lists them. Adding one is a line here and a line in
 * ep-kinds.c. */
extern EpTable ep_section_table;
extern EpTable ep_staff_table;
extern EpTable ep_instruction_table;
extern EpTable ep_holiday_table;
extern EpTable ep_pc_table;
extern EpTable ep_mapping_table;
extern EpTable ep_software_table;
extern EpTable ep_pc_software_table;
extern EpTable ep_call_table;
extern EpTable ep_repair_table;
extern EpTable ep_vendor_job_table;
extern EpTable ep_loan_table;
extern EpTable ep_daylog_table;

/* 庁内LAN インターネット接続系 / LGWAN接続系 / 業務系 */
extern const EpChoice ep_networks[];

EpCatalog *ep_kinds_new_catalog(void);
