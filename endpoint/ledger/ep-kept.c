#include "endpoint/ledger/ep-kept.h"

#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/store/ep-blob.h"

gboolean
ep_kept_has_file(const EpTable *table)
{
    return ep_table_find(table, "sha256") != EP_NO_FIELD && ep_table_find(table, "name") != EP_NO_FIELD;
}

GBytes *
ep_kept_read(EpReader *reader, EpRecord *record, GError **error)
{
    const EpTable *table = ep_record_get_table(record);

    if (ep_kept_has_file(table))
        return ep_blob_get(reader, ep_record_get_named(record, "sha256"), error);
    g_set_error(error, EP_ERROR, EP_ERROR_USAGE, _("“%s” has no files of its own"), ep_label(table->label));
    return NULL;
}

char *
ep_kept_dup_name(EpRecord *record)
{
    return g_path_get_basename(ep_record_get_named(record, "name"));
}
