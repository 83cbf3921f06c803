#include <string.h>

#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-device.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-permit.h"

gboolean
ep_application_continues(const char *kind)
{
    return ep_words_contain("renew change abolish", kind);
}

gboolean
ep_application_permit_take_device(EpReader *reader, EpDraft *line, const char *kind, GError **error)
{
    gint64 id = ep_draft_get_integer(line, "permit");
    g_autoptr(EpRecord) permit = NULL, medium = NULL;

    if (id == 0 || !ep_application_continues(kind) || *ep_draft_get_named(line, "vid") != '\0' ||
        *ep_draft_get_named(line, "serial") != '\0')
        return TRUE;
    permit = ep_reader_read(reader, &ep_permit_table, id, error);
    if (permit != NULL)
        medium = ep_reader_read(reader, &ep_medium_table, ep_record_get_integer(permit, "medium"), error);
    if (medium != NULL)
        ep_device_copy(line, medium);
    return medium != NULL;
}

/* It can still be continued on @network. */
static gboolean
ep_application_permit_fits(EpRecord *permit, const char *kind, const char *network)
{
    return ep_words_contain(EP_PERMIT_LIVE, ep_record_get_named(permit, "state")) &&
           strcmp(ep_record_get_named(permit, "network"), network) == 0 &&
           strcmp(ep_record_get_named(permit, "kind"), "normal") == 0 &&
           (strcmp(kind, "renew") != 0 || *ep_record_get_named(permit, "renewed_by") == '\0');
}

static EpRecord *
ep_application_permit_choose(GPtrArray *permits, const char *kind, const char *network)
{
    EpRecord *found = NULL;

    for (guint i = 0; i < permits->len; i++) {
        EpRecord *permit = g_ptr_array_index(permits, i);

        if (ep_application_permit_fits(permit, kind, network) &&
            (found == NULL ||
             strcmp(ep_record_get_named(permit, "until_day"), ep_record_get_named(found, "until_day")) > 0))
            found = permit;
    }
    return found;
}

/* What is changed may be the device itself: that is another medium, and what the old one was allowed with says nothing
 * about it. */
static gboolean
ep_application_permit_means(EpRecord *medium, EpDraft *line)
{
    static const char *const names[] = { "vid", "pid", "serial" };

    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_ascii_strcasecmp(ep_record_get_named(medium, names[i]), ep_draft_get_named(line, names[i])) != 0)
            return FALSE;
    }
    return TRUE;
}

static gboolean
ep_application_permit_use(EpReader *reader, EpDraft *line, gint64 id, GError **error)
{
    g_autoptr(EpRecord) permit = ep_reader_read(reader, &ep_permit_table, id, error), medium = NULL;

    if (permit != NULL)
        medium = ep_reader_read(reader, &ep_medium_table, ep_record_get_integer(permit, "medium"), error);
    if (medium == NULL)
        return FALSE;
    if (!ep_application_permit_means(medium, line))
        return TRUE;
    ep_draft_set_named(line, "medium", ep_record_get_named(permit, "medium"));
    if (*ep_draft_get_named(line, "fallback") == '\0')
        ep_draft_set_named(line, "fallback", ep_record_get_named(permit, "fallback"));
    return TRUE;
}

gboolean
ep_application_permit_find(EpReader *reader, EpDraft *line, const char *kind, const char *network, GError **error)
{
    gint64 medium = ep_draft_get_integer(line, "medium");
    g_autoptr(GPtrArray) permits = NULL;
    EpRecord *permit;

    if (!ep_application_continues(kind)) {
        ep_draft_set_named(line, "permit", "");
        return TRUE;
    }
    if (*ep_draft_get_named(line, "permit") == '\0' && medium != 0) {
        permits = ep_reader_load_of(reader, &ep_permit_table, "medium", medium, error);
        if (permits == NULL)
            return FALSE;
        permit = ep_application_permit_choose(permits, kind, network);
        if (permit != NULL)
            ep_draft_set_integer(line, "permit", ep_record_get_id(permit));
    }
    return *ep_draft_get_named(line, "permit") == '\0' ||
           ep_application_permit_use(reader, line, ep_draft_get_integer(line, "permit"), error);
}
