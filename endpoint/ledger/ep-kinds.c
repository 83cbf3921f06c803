#include "endpoint/ledger/ep-kinds.h"

#include <glib/gi18n-lib.h>

const EpChoice ep_networks[] = {
    { "lan", N_("Office LAN (Internet)"), EP_TINT_INFO },
    { "lgwan", N_("Office LAN (LGWAN)"), EP_TINT_FINE },
    { "business", N_("Business network"), EP_TINT_WAIT },
    { NULL, NULL, EP_TINT_NONE },
};

EpCatalog *
ep_kinds_new_catalog(void)
{
    EpTable *tables[] = {
        &ep_section_table, &ep_staff_table, &ep_instruction_table, &ep_holiday_table, &ep_pc_table,
    };
    EpCatalog *catalog = ep_catalog_new();

    for (guint i = 0; i < G_N_ELEMENTS(tables); i++)
        ep_catalog_add(catalog, tables[i]);
    return catalog;
}
