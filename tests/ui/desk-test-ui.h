#pragma once

#include "app/ui/desk-window.h"

/* What tests of the window need: waiting, and hands. */

typedef gboolean (*DeskTestFunc)(gpointer data);

/* Instead of gtk_test_init(), for tests of the whole window: one application for all, as a process is one on the bus.
 */
void desk_test_init(int *argc, char ***argv);
GtkApplication *desk_test_get_application(void); /* registered */

void desk_test_pause(guint milliseconds);                    /* runs the main loop for so long */
void desk_test_settle(void);                                 /* until what was asked for is allocated and painted */
void desk_test_wait(DeskTestFunc until, gpointer data);      /* aborts after twenty seconds */
void desk_test_press(GtkWidget *widget, guint keyval);       /* as if it had the focus */
void desk_test_click(GtkWidget *widget, double x, double y); /* on its own coordinates */
GtkWidget *desk_test_find(GtkWidget *widget, GType type);    /* itself, or the first one inside; NULL */
GtkWidget *desk_test_wait_dialog(void);                      /* that asks for a file, or how to print */
GtkWidget *desk_test_open_window(GtkWidget *child, int width, int height);

/* The whole window on @ledger, its settings in @folder; what is asked of it runs until it is closed. The ledger stays.
 */
DeskWindow *desk_test_open_desk(EpLedger *ledger, const char *folder);
void desk_test_close_desk(DeskWindow *window);
void desk_test_drop(gpointer object); /* the last reference, once nothing on its way holds another */
