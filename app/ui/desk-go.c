#include "app/ui/desk-go.h"

void
desk_go_open(GtkWidget *from, const EpTable *table, gint64 id)
{
    gtk_widget_activate_action(from, DESK_GO_OPEN, "(sx)", table->name, id);
}

void
desk_go_open_those(GtkWidget *from, const EpTable *table, const EpMatch *matches)
{
    GVariantBuilder pairs;

    g_variant_builder_init(&pairs, G_VARIANT_TYPE("a(ss)"));
    for (; matches->field != NULL; matches++)
        g_variant_builder_add(&pairs, "(ss)", matches->field, matches->value);
    gtk_widget_activate_action(from, DESK_GO_OPEN_ALL, "(sa(ss))", table->name, &pairs);
}

void
desk_go_open_all(GtkWidget *from, const EpTable *table, const char *field, gint64 id)
{
    g_autofree char *value = g_strdup_printf("%" G_GINT64_FORMAT, id);
    EpMatch matches[] = { { field, value }, { NULL, NULL } };

    desk_go_open_those(from, table, matches);
}

void
desk_go_waiting(GtkWidget *from, const EpTable *table, EpUrgency urgency)
{
    gtk_widget_activate_action(from, DESK_GO_WAITING, "(si)", table->name, (int)urgency);
}

void
desk_go_check(GtkWidget *from, const EpTable *table, gint64 id)
{
    gtk_widget_activate_action(from, DESK_GO_CHECK, "(sx)", table != NULL ? table->name : "", id);
}

gboolean
desk_go_edit(GtkWidget *from, EpRecord *record, const char *field)
{
    return gtk_widget_activate_action(from, DESK_GO_EDIT, "(xssx)", ep_record_get_id(record),
                                      field != NULL ? field : "", "", G_GINT64_CONSTANT(0));
}

gboolean
desk_go_edit_line(GtkWidget *from, EpRecord *record, const EpTable *table, gint64 id)
{
    return gtk_widget_activate_action(from, DESK_GO_EDIT, "(xssx)", ep_record_get_id(record), "", table->name, id);
}

void
desk_go_page(GtkWidget *from, const char *name)
{
    gtk_widget_activate_action(from, DESK_GO_PAGE, "s", name);
}

void
desk_go_say(GtkWidget *from, const char *message)
{
    gtk_widget_activate_action(from, DESK_GO_SAY, "s", message);
}

void
desk_go_import(GtkWidget *from, const EpTable *table, const char *const *paths)
{
    static const char *const none[] = { NULL };

    gtk_widget_activate_action(from, DESK_GO_IMPORT, "(s^as)", table->name, paths != NULL ? paths : none);
}

void
desk_go_explain(GtkWidget *from, EpRecord *record, const char *device)
{
    gtk_widget_activate_action(from, DESK_GO_EXPLAIN, "(sxs)", record != NULL ? ep_record_get_table(record)->name : "",
                               record != NULL ? ep_record_get_id(record) : G_GINT64_CONSTANT(0),
                               device != NULL ? device : "");
}
