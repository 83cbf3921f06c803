#include <glib/gi18n-lib.h>

#include "app/ui/desk-field-private.h"
#include "app/ui/desk-finder.h"

/* A reference: an entry that finds records of the other table while one types. */

static void
desk_field_reference_chosen(DeskFinder *finder, EpRecord *record, gpointer user_data)
{
    g_autofree char *id = record != NULL ? g_strdup_printf("%" G_GINT64_FORMAT, ep_record_get_id(record)) : NULL;

    desk_field_take_value(user_data, id != NULL ? id : "");
}

static void
desk_field_reference_unread(DeskFinder *finder, gpointer user_data)
{
    DeskField *self = user_data;
    g_autofree char *problem =
        g_strdup_printf(_("%s: choose one from the list"), ep_label(desk_field_get_description(self)->label));

    desk_field_set_unread(self, problem);
}

GtkWidget *
desk_field_new_reference(DeskField *self)
{
    DeskData *data = desk_field_get_data(self);
    EpTable *table = ep_catalog_find(desk_data_get_catalog(data), desk_field_get_description(self)->reference);
    EpDraft *draft = desk_field_get_draft(self);
    EpRecord *base = ep_draft_get_base(draft);
    gint64 id = g_ascii_strtoll(desk_field_get_value(self), NULL, 10);
    GtkWidget *finder = desk_finder_new(data, table);

    if (id != 0)
        desk_finder_set_record(DESK_FINDER(finder), id,
                               base != NULL && !ep_draft_is_edited(draft, desk_field_get_field(self))
                                   ? ep_record_get_label(base, desk_field_get_field(self))
                                   : NULL);
    g_signal_connect(finder, "chosen", G_CALLBACK(desk_field_reference_chosen), self);
    g_signal_connect(finder, "unread", G_CALLBACK(desk_field_reference_unread), self);
    return finder;
}
