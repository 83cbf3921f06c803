#include <string.h>
#include <glib/gi18n-lib.h>

#include "app/ui/desk-check.h"
#include "app/ui/desk-counter.h"
#include "app/ui/desk-daily-page.h"
#include "app/ui/desk-form-page.h"
#include "app/ui/desk-import-page.h"
#include "app/ui/desk-renewal.h"
#include "app/ui/desk-tabs.h"
#include "app/ui/desk-today.h"
#include "app/ui/desk-waiting.h"
#include "app/ui/desk-window-private.h"

/* Which pages there are. Every kind of record that is worked with has one by itself; a line here adds a page that is
 * more than a list, or gives a kind a screen of its own. */
static const DeskPlace places[] = {
    { "today", N_("Today"), desk_today_new, desk_today_count },
    { "daily", N_("Daily log"), desk_daily_page_new, NULL },
    { "application", N_("Applications"), desk_counter_new, NULL },
    { "renewal", N_("Yearly renewal"), desk_renewal_new, NULL },
    { "form", N_("Forms"), desk_form_page_new, NULL },
    { .name = "check", .create = desk_check_new, .under = "virus_check" },
    { .name = "import", .create = desk_import_page_new, .under = "pc" },
    { NULL },
};

/* The order in which a day goes through them; kinds not named here come after. */
static const char *const order[] = { "today",   "pc",           "call",        "repair", "vendor_job",
                                     "loan",    "application",  "virus_check", "medium", "permit",
                                     "renewal", "registration", "restriction", "export", "instruction",
                                     "daily",   "daylog",       NULL };

const DeskPlace *
desk_window_find_place(const char *name)
{
    for (const DeskPlace *place = places; place->name != NULL; place++) {
        if (strcmp(place->name, name) == 0)
            return place;
    }
    return NULL;
}

static gboolean
desk_window_has_page(const EpTable *table)
{
    const char *home = desk_tabs_get_home(table->name);

    if ((table->flags & EP_TABLE_LINES) != 0 || (home != NULL && strcmp(home, table->name) != 0))
        return FALSE;
    return (table->flags & EP_TABLE_OBSERVED) == 0 || table->title != NULL; /* a dictionary can be looked through */
}

static void
desk_window_add_to_rail(DeskWindow *self, const char *name)
{
    const DeskPlace *place = desk_window_find_place(name);
    const EpTable *table = ep_catalog_find(desk_data_get_catalog(self->data), name);
    const char *label;

    if (place == NULL && (table == NULL || !desk_window_has_page(table)))
        return;
    label = ep_label(place != NULL ? place->label : table->label);
    desk_rail_add(DESK_RAIL(self->rail), name, label);
    desk_search_add_place(DESK_SEARCH(self->search), name, label);
}

/* It has its place below. */
static gboolean
desk_window_is_setting(DeskWindow *self, const char *name)
{
    const EpTable *table = ep_catalog_find(desk_data_get_catalog(self->data), name);

    return table != NULL && (table->flags & EP_TABLE_SITE) != 0;
}

static void
desk_window_add_kinds(DeskWindow *self, gboolean settings)
{
    EpCatalog *catalog = desk_data_get_catalog(self->data);

    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);
        gboolean is_setting = (table->flags & EP_TABLE_SITE) != 0;

        if (is_setting == settings && !g_strv_contains(order, table->name) && desk_window_has_page(table))
            desk_window_add_to_rail(self, table->name);
    }
}

/* What waits is counted after the first picture; until then nothing else is read. */
static gboolean
desk_window_load_counted(gpointer user_data)
{
    DeskWindow *self = user_data;
    EpCatalog *catalog = desk_data_get_catalog(self->data);

    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);

        if (ep_table_waits(table))
            desk_data_load(self->data, table);
    }
    desk_window_show_counts(self, NULL);
    g_object_unref(self);
    return G_SOURCE_REMOVE;
}

void
desk_window_fill_rail(DeskWindow *self)
{
    for (const char *const *name = order; *name != NULL; name++)
        desk_window_add_to_rail(self, *name);
    for (const DeskPlace *place = places; place->name != NULL; place++) {
        if (place->under == NULL && !g_strv_contains(order, place->name) && !desk_window_is_setting(self, place->name))
            desk_window_add_to_rail(self, place->name);
    }
    desk_window_add_kinds(self, FALSE);
    desk_rail_add_group(DESK_RAIL(self->rail), "settings", _("Settings"));
    desk_window_add_kinds(self, TRUE);
    g_timeout_add(150, desk_window_load_counted, g_object_ref(self));
}

/* What waits of a kind, and of those that stand under it. */
static guint
desk_window_count_waiting(DeskWindow *self, const EpTable *table)
{
    const char *const alone[] = { table->name, NULL };
    const char *const *names = desk_tabs_get_names(table->name);
    guint n = 0;

    for (names = names != NULL ? names : alone; *names != NULL; names++) {
        const EpTable *one = ep_catalog_find(desk_data_get_catalog(self->data), *names);
        EpUrgency most;

        if (one != NULL && ep_table_waits(one))
            n += desk_waiting_count(desk_data_peek(self->data, one), &most);
    }
    return n;
}

/* What is counted over everything that waits is no number before all of it is there. */
static gboolean
desk_window_knows_all_waiting(DeskWindow *self)
{
    EpCatalog *catalog = desk_data_get_catalog(self->data);

    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);

        if (ep_table_waits(table) && !desk_data_is_loaded(self->data, table))
            return FALSE;
    }
    return TRUE;
}

/* What is counted over everything that waits: once, however many tables one act has moved. */
static gboolean
desk_window_count_places(gpointer user_data)
{
    DeskWindow *self = user_data;

    self->counting = 0;
    for (const DeskPlace *place = places; place->name != NULL && desk_window_knows_all_waiting(self); place++) {
        gboolean late = FALSE;
        guint n = place->count != NULL ? place->count(self->data, &late) : 0;

        if (place->count != NULL)
            desk_rail_set_count(DESK_RAIL(self->rail), place->name, n, late);
    }
    return G_SOURCE_REMOVE;
}

void
desk_window_show_counts(DeskWindow *self, const EpTable *only)
{
    EpCatalog *catalog = desk_data_get_catalog(self->data);

    for (guint i = 0; i < ep_catalog_get_n_tables(catalog); i++) {
        const EpTable *table = ep_catalog_get_table(catalog, i);
        const char *home = desk_tabs_get_home(table->name);

        if (!ep_table_waits(table) || (only != NULL && only != table))
            continue;
        if (home != NULL)
            table = ep_catalog_find(catalog, home);
        desk_rail_set_count(DESK_RAIL(self->rail), table->name, desk_window_count_waiting(self, table), FALSE);
    }
    if (self->counting == 0)
        self->counting = g_idle_add(desk_window_count_places, self);
}
