#include "endpoint/ledger/ep-kinds.h"

#include <glib/gi18n-lib.h>

#include "endpoint/ledger/ep-named.h"

const EpChoice ep_networks[] = {
    { "lan", N_("Office LAN (Internet)"), EP_TINT_INFO,
      "庁内LAN|庁内LANインターネット接続系|庁内LAN "
      "インターネット接続系|庁内LAN（インターネット接続系）|インターネット接続系|"
      "インターネット系|インターネット|ネット系|INT系" },
    { "lgwan", N_("Office LAN (LGWAN)"), EP_TINT_FINE,
      "庁内LAN LGWAN接続系|庁内LANLGWAN接続系|庁内LAN（LGWAN接続系）|LGWAN接続系|LGWAN系|LG系" },
    { "business", N_("Business network"), EP_TINT_WAIT,
      "業務系|業務|業系|業務系ネットワーク|個人番号利用事務系|マイナンバー利用事務系|基幹系" },
    { NULL, NULL, EP_TINT_NONE },
};

EpCatalog *
ep_kinds_new_catalog(void)
{
    EpTable *tables[] = {
        &ep_section_table,
        &ep_staff_table,
        &ep_instruction_table,
        &ep_holiday_table,
        &ep_office_rule_table,
        &ep_pc_table,
        &ep_call_table,
        &ep_repair_table,
        &ep_vendor_job_table,
        &ep_loan_table,
        &ep_daylog_table,
        &ep_application_table,
        &ep_application_device_table,
        &ep_application_pc_table,
        &ep_application_user_table,
        &ep_medium_table,
        &ep_virus_check_table,
        &ep_incident_table,
        &ep_delivery_table,
        &ep_delivery_file_table,
        &ep_permit_table,
        &ep_permit_scope_table,
        &ep_renewal_table,
        &ep_renewal_line_table,
        &ep_registration_table,
        &ep_restriction_table,
        &ep_export_table,
        &ep_export_file_table,
        &ep_drift_line_table,
        &ep_drift_table,
        &ep_drift_file_table,
        &ep_target_table,
        &ep_route_table,
        &ep_form_table,
        &ep_attachment_table,
        &ep_paper_rule_table,
        &ep_person_table,
        &ep_software_table,
        &ep_pc_software_table,
        &ep_mapping_table,
    };
    EpCatalog *catalog = ep_catalog_new();

    for (guint i = 0; i < G_N_ELEMENTS(tables); i++)
        ep_catalog_add(catalog, tables[i]);
    ep_named_fill(catalog);
    return catalog;
}
