#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-error.h"
#include "endpoint/core/ep-fold.h"
#include "endpoint/ledger/ep-application.h"
#include "endpoint/ledger/ep-deed.h"
#include "endpoint/ledger/ep-kinds.h"
#include "endpoint/ledger/ep-lines.h"

/*
 * Many PCs, people and devices at once: typed one a line, pasted from a spreadsheet, or read by a scanner, which types
 * a number and Enter.
 */

const EpField ep_application_lists[] = {
    { "pc_list", N_("List of PCs"), EP_KIND_LINES, 0, .group = N_("Lists") },
    { "user_list", N_("List of users"), EP_KIND_LINES, 0 },
    { "device_list", N_("List of devices"), EP_KIND_LINES, 0 },
    { NULL },
};

typedef struct {
    EpReader *reader;
    GHashTable *known; /* folded asset number or host → id (gint64 *) */
    GHashTable *named; /* ids that the application has already */
    GPtrArray *lines;
} EpApplicationList;

static void
ep_application_list_clear(EpApplicationList *self)
{
    g_clear_pointer(&self->known, g_hash_table_unref);
    g_clear_pointer(&self->named, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(EpApplicationList, ep_application_list_clear)

/* Hosts first, so that an asset number that is some host's name, too, means the asset. */
static gboolean
ep_application_list_learn(EpApplicationList *self, GError **error)
{
    static const char *const names[] = { "host", "asset_number" };
    g_autoptr(GPtrArray) pcs = ep_reader_load(self->reader, &ep_pc_table, NULL, error);

    self->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (guint n = 0; pcs != NULL && n < G_N_ELEMENTS(names); n++) {
        for (guint i = 0; i < pcs->len; i++) {
            EpRecord *pc = g_ptr_array_index(pcs, i);
            gint64 id = ep_record_get_id(pc);
            char *name = ep_fold(ep_record_get_named(pc, names[n]));

            g_hash_table_replace(self->known, name, g_memdup2(&id, sizeof id));
        }
    }
    return pcs != NULL;
}

static void
ep_application_list_add_pc(EpApplicationList *self, gint64 id)
{
    EpDraft *line;

    if (!g_hash_table_add(self->named, g_memdup2(&id, sizeof id)))
        return;
    line = ep_draft_new(&ep_application_pc_table);
    ep_draft_set_integer(line, "pc", id);
    g_ptr_array_add(self->lines, line);
}

static gboolean
ep_application_list_read_pcs(EpApplicationList *self, const char *text, GError **error)
{
    g_auto(GStrv) rows = g_strsplit(text, "\n", -1);

    for (guint i = 0; rows[i] != NULL; i++) {
        g_auto(GStrv) words = g_strsplit_set(rows[i], " \t\r,;", -1);

        for (char **word = words; *word != NULL; word++) {
            g_autofree char *wanted = ep_fold(*word);
            const gint64 *id = *wanted != '\0' ? g_hash_table_lookup(self->known, wanted) : NULL;

            if (*wanted == '\0')
                continue;
            if (id == NULL) {
                g_set_error(error, EP_ERROR, EP_ERROR_INVALID,
                            _("%s: line %u: no PC is called “%s”; mend the number, or add the PC first"),
                            ep_label(ep_application_lists[0].label), i + 1, *word);
                return FALSE;
            }
            ep_application_list_add_pc(self, *id);
        }
    }
    return TRUE;
}

/* "name", or "name, account" as cells of a spreadsheet. */
static void
ep_application_list_read_users(EpApplicationList *self, const char *text)
{
    g_auto(GStrv) rows = g_strsplit_set(text, "\r\n", -1);

    for (char **row = rows; *row != NULL; row++) {
        g_auto(GStrv) cells = g_strsplit_set(*row, "\t,;", 2);
        EpDraft *line;

        if (cells[0] == NULL || *g_strstrip(cells[0]) == '\0')
            continue;
        line = ep_draft_new(&ep_application_user_table);
        ep_draft_set_named(line, "name", cells[0]);
        if (cells[1] != NULL)
            ep_draft_set_named(line, "account", g_strstrip(cells[1]));
        g_ptr_array_add(self->lines, line);
    }
}

static gboolean
ep_application_list_read_devices(EpApplicationList *self, const char *text, GError **error)
{
    g_autoptr(GPtrArray) lines = ep_lines_parse(self->reader, &ep_application_device_table, text, error);

    if (lines == NULL) {
        g_prefix_error(error, "%s: ", ep_label(ep_application_lists[2].label));
        return FALSE;
    }
    g_ptr_array_extend_and_steal(self->lines, g_steal_pointer(&lines));
    return TRUE;
}

static gboolean
ep_application_list_know(EpApplicationList *self, gint64 application, GError **error)
{
    g_autoptr(GPtrArray) pcs =
        ep_reader_load_of(self->reader, &ep_application_pc_table, "application", application, error);

    for (guint i = 0; pcs != NULL && i < pcs->len; i++) {
        gint64 id = ep_record_get_integer(g_ptr_array_index(pcs, i), "pc");

        g_hash_table_add(self->named, g_memdup2(&id, sizeof id));
    }
    return pcs != NULL;
}

GPtrArray *
ep_application_list_read(EpDeed *deed, gint64 application, GError **error)
{
    const char *pcs = ep_deed_answer(deed, "pc_list"), *devices = ep_deed_answer(deed, "device_list");
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func((GDestroyNotify)ep_draft_unref);
    g_auto(EpApplicationList) self = { .reader = ep_act_get_reader(deed->act), .lines = lines };

    self.named = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    if (*pcs != '\0' && (!ep_application_list_know(&self, application, error) ||
                         !ep_application_list_learn(&self, error) || !ep_application_list_read_pcs(&self, pcs, error)))
        return NULL;
    ep_application_list_read_users(&self, ep_deed_answer(deed, "user_list"));
    if (*devices != '\0' && !ep_application_list_read_devices(&self, devices, error))
        return NULL;
    return g_steal_pointer(&lines);
}
