#include "endpoint/ledger/ep-known.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "endpoint/core/ep-date.h"
#include "endpoint/ledger/ep-kinds.h"

static void
ep_known_free(gpointer data)
{
    EpKnown *self = data;

    g_free(self->number);
    g_free(self->section);
    g_free(self->permit_number);
    g_free(self->network);
    g_free(self->until);
    g_ptr_array_unref(self->pcs);
    g_clear_pointer(&self->device, usbctl_device_unref);
    g_free(self);
}

typedef struct {
    const UsbctlDevice *device;
    const char *sticker;
    GPtrArray *all;
} EpKnownLookup;

/* Stickers that differ tell apart what reports the same number; one that is not said tells nothing. */
static gboolean
ep_known_is_same(const EpKnownLookup *lookup, const UsbctlDevice *other, const char *sticker)
{
    const UsbctlDevice *device = lookup->device;

    if (*lookup->sticker != '\0' && *sticker != '\0')
        return strcmp(lookup->sticker, sticker) == 0;
    return *device->serial != '\0' && strcmp(other->vid, device->vid) == 0 && strcmp(other->pid, device->pid) == 0 &&
           g_ascii_strcasecmp(other->serial, device->serial) == 0;
}

static gboolean
ep_known_take(const EpRow *row, gpointer user_data, GError **error)
{
    EpKnownLookup *lookup = user_data;
    UsbctlDevice *device = usbctl_device_new(&(UsbctlDevice){ .label = ep_row_get_text(row, 3),
                                                              .vid = ep_row_get_text(row, 4),
                                                              .pid = ep_row_get_text(row, 5),
                                                              .serial = ep_row_get_text(row, 6) },
                                             NULL);
    EpKnown *known;

    if (device == NULL)
        return TRUE; /* what stands there is no identity */
    known = g_new0(EpKnown, 1);
    known->medium = ep_row_get_integer(row, 0);
    known->application = ep_row_get_integer(row, 1);
    known->permit = ep_row_get_integer(row, 2);
    known->number = g_strdup(ep_row_get_text(row, 3));
    known->section = g_strdup(ep_row_get_text(row, 8));
    known->permit_number = g_strdup(ep_row_get_text(row, 9));
    known->network = g_strdup(ep_row_get_text(row, 10));
    known->until = g_strdup(ep_row_get_text(row, 11));
    known->pcs = g_ptr_array_new_with_free_func(g_object_unref);
    known->device = device;
    known->same = ep_known_is_same(lookup, device, ep_row_get_text(row, 7));
    g_ptr_array_add(lookup->all, known);
    return TRUE;
}

static gboolean
ep_known_read_pcs(EpKnown *self, EpReader *reader, GError **error)
{
    g_autoptr(GPtrArray) scopes = NULL;

    if (self->permit == 0)
        return TRUE;
    scopes = ep_reader_load_of(reader, &ep_permit_scope_table, "permit", self->permit, error);
    for (guint i = 0; scopes != NULL && i < scopes->len; i++) {
        if (*ep_record_get_named(g_ptr_array_index(scopes, i), "pc") != '\0')
            g_ptr_array_add(self->pcs, g_object_ref(g_ptr_array_index(scopes, i)));
    }
    return scopes != NULL;
}

GPtrArray *
ep_known_find(EpReader *reader, const UsbctlDevice *device, const char *sticker, gint64 self, GError **error)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(ep_known_free);
    g_autofree char *serial = g_ascii_strdown(device->serial, -1);
    EpValue values[] = { EP_TEXT(serial), EP_TEXT(sticker), EP_INTEGER(self) };
    EpKnownLookup lookup = { device, sticker, all };

    if ((*serial != '\0' || *sticker != '\0') &&
        !ep_reader_query(reader, "identity-known", values, 3, ep_known_take, &lookup, error))
        return NULL;
    for (guint i = 0; i < all->len; i++) {
        if (!ep_known_read_pcs(g_ptr_array_index(all, i), reader, error))
            return NULL;
    }
    return g_steal_pointer(&all);
}

/* --- as lines: number, section, permit, network, until, PCs, "other" if it is for another network --- */

enum { NUMBER, SECTION, PERMIT, NETWORK, UNTIL, PCS, OTHER, N_PARTS };

static void
ep_known_add_line(const EpKnown *self, const char *network, GString *lines)
{
    guint pc = ep_table_find(&ep_permit_scope_table, "pc");
    gboolean other = network != NULL && *self->network != '\0' && strcmp(network, self->network) != 0;

    g_string_append_printf(lines, "%s\t%s\t%s\t%s\t%s\t", self->number, self->section, self->permit_number,
                           self->network, self->until);
    for (guint i = 0; i < self->pcs->len; i++)
        g_string_append_printf(lines, "%s%s", i > 0 ? " " : "",
                               ep_record_get_label(g_ptr_array_index(self->pcs, i), pc));
    g_string_append_printf(lines, "\t%s", other ? "other" : "-");
}

static const char *
ep_known_get_network(const char *code)
{
    for (const EpChoice *network = ep_networks; network->code != NULL; network++)
        if (strcmp(network->code, code) == 0)
            return ep_label(network->label);
    return code;
}

static char *
ep_known_describe_line(const char *line, gboolean whole)
{
    g_auto(GStrv) parts = g_strsplit(line, "\t", N_PARTS);
    g_autoptr(GString) out = g_string_new(NULL);

    if (g_strv_length(parts) != N_PARTS)
        return g_strdup(line); /* kept by an earlier version */
    if (whole)
        g_string_append_printf(out, *parts[PERMIT] != '\0' ? "%s (%s): " : "%s%s: ",
                               *parts[PERMIT] != '\0' ? parts[PERMIT] : "", parts[NUMBER]);
    if (*parts[PERMIT] != '\0')
        g_string_append_printf(out, _("%s, %s, until %s"), parts[SECTION], ep_known_get_network(parts[NETWORK]),
                               EP_DATE_SHOWN(parts[UNTIL]));
    else
        g_string_append_printf(
            out, *parts[NETWORK] != '\0' ? _("%s: applied for, not decided") : _("%s: no permit now"), parts[SECTION]);
    if (whole && *parts[PCS] != '\0')
        g_string_append_printf(out, _(", on %s"), parts[PCS]);
    if (strcmp(parts[OTHER], "other") == 0)
        g_string_append(out, _(" – for another network"));
    return g_string_free(g_steal_pointer(&out), FALSE);
}

char *
ep_known_dup_text(const EpKnown *self, const char *network)
{
    g_autoptr(GString) line = g_string_new(NULL);

    ep_known_add_line(self, network, line);
    return ep_known_describe_line(line->str, FALSE);
}

char *
ep_known_dup_lines(GPtrArray *known, const char *network)
{
    g_autoptr(GString) lines = g_string_new(NULL);

    for (guint i = 0; i < known->len; i++) {
        if (i > 0)
            g_string_append_c(lines, '\n');
        ep_known_add_line(g_ptr_array_index(known, i), network, lines);
    }
    return g_string_free(g_steal_pointer(&lines), FALSE);
}

char *
ep_known_describe(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    for (char **line = lines; *line != NULL; line++) {
        char *read = ep_known_describe_line(*line, TRUE);

        g_free(*line);
        *line = read;
    }
    return g_strjoinv("\n", lines);
}
