#pragma once

#include "app/ui/desk-attachments.h"

/* Shared by desk-attachments.c (what is shown) and -add.c (what comes in). */
struct _DeskAttachments {
    GtkWidget parent;
    DeskData *data;
    GtkWidget *title, *rows, *banner, *hint;
    EpRecord *record;
    GPtrArray *files; /* EpRecord of attachment */
    guint asked;
};

void desk_attachments_add_init(DeskAttachments *self); /* the key for pasting */
void desk_attachments_choose(DeskAttachments *self);
void desk_attachments_load(DeskAttachments *self);
