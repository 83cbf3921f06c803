#pragma once

#include "app/ui/desk-map-row.h"
#include "app/ui/desk-map.h"

struct _DeskMap {
    GtkWidget parent;
    GtkWidget *box, *banner, *settings, *bar, *head, *rows, *scroller, *none, *count;
    GtkWidget *add, *twice, *up, *down, *remove, *back; /* buttons */
    GtkWidget *seen;                                    /* which row is looked at */
    DeskData *data;
    EpColumnMap *map;
    DeskMapLook look;
    EpRecord *example;
    GPtrArray *records;  /* EpRecord; NULL: the example alone */
    GPtrArray *removed;  /* EpDraft, the last one last */
    GPtrArray *fields;   /* DeskField of the settings, borrowed */
    DeskMapRow *current; /* weak */
    guint looked_at;
    guint wrong; /* how many rows and settings are */
};

/* desk-map-build.c */
void desk_map_build(DeskMap *self);
void desk_map_fill_settings(DeskMap *self);

/* desk-map.c */
DeskMapRow *desk_map_get_row(DeskMap *self, guint at); /* NULL behind the last one */
guint desk_map_get_place(DeskMap *self);               /* of the current row; behind the last one if there is none */
void desk_map_set_current(DeskMap *self, DeskMapRow *row);
DeskMapRow *desk_map_show_column(DeskMap *self, EpDraft *column, guint at);
void desk_map_update(DeskMap *self, gboolean by_person);

/* desk-map-edit.c */
void desk_map_add_keys(DeskMap *self);
