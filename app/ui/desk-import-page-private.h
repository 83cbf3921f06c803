#pragma once

#include "app/ui/desk-import-detail.h"
#include "app/ui/desk-import-how.h"
#include "app/ui/desk-import-page.h"
#include "app/ui/desk-import-totals.h"

/* desk-import-page.c: what the page does; -build: what it is made of; -run: what it has done elsewhere; -show: what it
 * says. */
struct _DeskImportPage {
    GtkWidget parent;
    GtkWidget *stack, *title, *source, *back;            /* always */
    GtkWidget *empty_text, *empty_files, *banner;        /* nothing chosen yet */
    GtkWidget *body, *totals, *search, *list, *nothing;  /* the rows */
    GtkWidget *paned, *side, *how, *detail;              /* beside them */
    GtkWidget *foot, *foot_text, *commit, *stop, *leave; /* before it is written */
    GtkWidget *done, *done_text, *see, *undo, *again;    /* afterwards */
    DeskData *data;
    DeskSettings *settings; /* borrowed */
    const EpTable *table;
    EpList *model;

    DeskImportState state;
    DeskImportFiles *files;
    DeskImportPreview *preview;
    GHashTable *decisions; /* row + 1 → DeskImportDecision */
    EpImportSummary summary;
    guint asked;       /* answers to earlier questions are dropped */
    gboolean busy;     /* an order is with the store's threads */
    gboolean outdated; /* the person changed something meanwhile */
};

typedef struct {
    gboolean open;
    EpRecord *candidate;   /* NULL: none of them */
    GPtrArray *candidates; /* as they were when it was a conflict */
    char *reason;
} DeskImportDecision;

void desk_import_page_build(DeskImportPage *self);

void desk_import_page_read(DeskImportPage *self, const char *const *paths);
void desk_import_page_judge(DeskImportPage *self);
void desk_import_page_write(DeskImportPage *self);
void desk_import_page_take_back(DeskImportPage *self);
void desk_import_page_remember(DeskImportPage *self, guint map, const char *name);

void desk_import_page_set_state(DeskImportPage *self, DeskImportState state);
void desk_import_page_take_preview(DeskImportPage *self, DeskImportPreview *preview);
void desk_import_page_show_foot(DeskImportPage *self);
void desk_import_page_show_done(DeskImportPage *self, const DeskImportDone *done);
void desk_import_page_show_side(DeskImportPage *self);
void desk_import_page_show_banner(DeskImportPage *self, const char *message);
const DeskImportItem *desk_import_page_get_item(DeskImportPage *self, EpRecord *record);
void desk_import_page_forget(DeskImportPage *self); /* files, rows, decisions */
void desk_import_page_say(DeskImportPage *self, const char *message);
