/* read as endpoint/report/ep-bad.c: a report draws without GTK. */
/* A GtkPrintContext in a comment is nobody's business. */
void
ep_bad_draw(GtkPrintContext *context) /* expect */
{
    g_print("%s", "gtk_init");
    gtk_init(); /* expect */
}
