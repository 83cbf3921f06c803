#pragma once

#include "app/ui/desk-paper.h"
#include "app/ui/desk-preview.h"
#include "app/ui/desk-thumbs.h"

/* Shared by desk-preview.c (what is shown), -bar.c (what stands above it) and -write.c (files). */
struct _DeskPreview {
    GtkWidget parent;
    GtkWidget *box;
    GtkWidget *bar;
    GtkWidget *page_label;
    GtkWidget *zoom_label;
    GtkWidget *actions;   /* the buttons that need a sheet */
    GtkWidget *tables[2]; /* of them: what a form has no use for */
    GtkWidget *notice;    /* GtkRevealer */
    GtkWidget *notice_icon;
    GtkWidget *notice_label;
    GtkWidget *notice_open;
    GtkWidget *stack;
    GtkWidget *empty_title;
    GtkWidget *empty_detail;
    GtkWidget *spinner;
    DeskPaper *paper;
    DeskThumbs *thumbs;

    EpSheet *sheet;
    EpLayout *layout; /* of @sheet, or of the one before while it is made */
    char *name;
    char *written; /* the file the notice speaks of */
    guint generation;
    guint n_layouts; /* being made */
    guint n_files;   /* being written */
    guint spinner_source;
};

void desk_preview_bar_init(DeskPreview *self);
void desk_preview_bar_update(DeskPreview *self);
void desk_preview_notice_init(DeskPreview *self);
void desk_preview_notice_show(DeskPreview *self, const char *message, gboolean problem, const char *path);

void desk_preview_write_class_init(GtkWidgetClass *klass); /* the actions preview.pdf, .xlsx, .csv and .print */
EpLayout *desk_preview_get_layout(DeskPreview *self);      /* of the sheet that is set; NULL until it is there */
