#include "app/ui/desk-renderer.h"

#include <string.h>

#define VARIABLE "GSK_RENDERER"
#define AUTOMATIC "auto"

static const char *const known[] = { AUTOMATIC, "cairo", "gl", NULL };

static char *started_with;

static char *
desk_renderer_read(DeskSettings *settings)
{
    char *name = desk_settings_get(settings, "window", "renderer");

    return name != NULL ? name : g_strdup(AUTOMATIC);
}

void
desk_renderer_choose(DeskSettings *settings)
{
    g_free(started_with);
    started_with = desk_renderer_read(settings);
    if (!g_strv_contains(known, started_with))
        g_warning("[window] renderer=%s: there are auto, cairo and gl", started_with);
    else if (strcmp(started_with, AUTOMATIC) != 0)
        g_setenv(VARIABLE, started_with, FALSE);
}

gboolean
desk_renderer_waits(DeskSettings *settings)
{
    g_autofree char *chosen = desk_renderer_read(settings);

    return started_with != NULL && strcmp(chosen, started_with) != 0;
}
